package dev.longshore.deployer.engine.pod;

import dev.longshore.deployer.engine.plan.ContainerPlan;
import dev.longshore.deployer.engine.plan.PodPlan;
import dev.longshore.deployer.engine.plan.Role;
import dev.longshore.engine.ContainerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How containers ended, in words. */
public final class Endings {
    /** 128 + SIGKILL. The engine's own flag for lack of memory isn't to be relied on. */
    private static final int KILLED = 137;

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int SEGMENTATION_FAULT = 139;

    private Endings() {}

    /** {@code exit code 1, restarted 3 times}. */
    public static String describe(ContainerState state) {
        List<String> parts = new ArrayList<>();
        state.exitCode()
                .ifPresent(
                        code -> parts.add("exit code " + code + (code == KILLED ? " (probably out of memory)" : "")));
        if (state.restarts() > 0) {
            parts.add("restarted " + (state.restarts() == 1 ? "once" : state.restarts() + " times"));
        }
        return parts.isEmpty() ? "ended" : String.join(", ", parts);
    }

    /** Why a container doesn't stay up, in one sentence without its full stop. */
    public static String sentence(ContainerState state, ContainerPlan container, PodPlan pod) {
        int code = state.exitCode().orElse(0);
        String it = pod.containers().size() == 1
                ? "It"
                : (container.role() == Role.INIT ? "Init container " : "Container ") + container.name();
        return switch (code) {
            case 0 -> it + " ends by itself (exit code 0), but has to keep running";
            case KILLED -> it + " is killed (exit code 137), probably for lack of memory" + limit(container);
            case NOT_EXECUTABLE -> it + " can't be executed (exit code 126)";
            case NOT_FOUND -> it + " runs a command that its image doesn't have (exit code 127)";
            case SEGMENTATION_FAULT -> it + " crashes with a segmentation fault (exit code 139)";
            default -> it + " exits at start with code " + code;
        };
    }

    private static String limit(ContainerPlan container) {
        return container
                .limits()
                .memoryBytes()
                .map(bytes -> String.format(Locale.ROOT, ": its limit is %d MiB", bytes >> 20))
                .orElse("");
    }
}
