package dev.longshore.deployer.engine;

import dev.longshore.engine.ContainerState;
import java.util.Locale;

/** How containers ended, in words. */
final class Endings {
    /** 128 + SIGKILL. The engine's own flag for lack of memory isn't to be relied on. */
    private static final int KILLED = 137;

    private Endings() {}

    /** {@code exit code 1, restarted 3 times}. */
    static String describe(ContainerState state) {
        String code = state.exitCode()
                .map(exitCode -> "exit code " + exitCode + (exitCode == KILLED ? " (probably out of memory)" : ""))
                .orElse("ended");
        return state.restarts() > 0 ? code + ", restarted " + times(state.restarts()) : code;
    }

    static String sentence(ContainerState state, WorkloadPlan plan) {
        int code = state.exitCode().orElse(0);
        if (code == KILLED) {
            String limit = plan.container()
                    .limits()
                    .memoryBytes()
                    .map(bytes -> String.format(Locale.ROOT, ": its limit is %d MiB", bytes >> 20))
                    .orElse("");
            return "It is killed (exit code 137), probably for lack of memory" + limit;
        }
        return code == 0
                ? "It ends by itself (exit code 0), but has to keep running"
                : "It exits at start with code " + code;
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
