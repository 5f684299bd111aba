package dev.longshore.deployer.engine.pod;

import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.plan.Role;
import dev.longshore.engine.ContainerState;

/** A container of a pod, as the engine has it. */
public record Member(ContainerState state, String container, Role role) {
    static Member of(ContainerState state) {
        return new Member(
                state,
                state.labels().getOrDefault(Labels.CONTAINER, ""),
                Role.of(state.labels().getOrDefault(Labels.ROLE, "")).orElse(Role.MAIN));
    }

    public String id() {
        return state.id();
    }

    public boolean isRunning() {
        return state.isRunning();
    }

    /** Whether it runs or will by itself, so that nobody else may open what it has open. */
    public boolean isActive() {
        return isRunning()
                || state.status() == ContainerState.Status.RESTARTING
                || state.status() == ContainerState.Status.PAUSED;
    }

    public boolean hasSucceeded() {
        return state.status() == ContainerState.Status.EXITED
                && state.exitCode().filter(code -> code == 0).isPresent();
    }
}
