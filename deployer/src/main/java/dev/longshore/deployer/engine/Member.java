package dev.longshore.deployer.engine;

import dev.longshore.engine.ContainerState;

/** A container of a pod, as the engine has it. */
record Member(ContainerState state, String container, Role role) {
    static Member of(ContainerState state) {
        return new Member(
                state,
                state.labels().getOrDefault(Labels.CONTAINER, ""),
                Role.of(state.labels().getOrDefault(Labels.ROLE, "")).orElse(Role.MAIN));
    }

    String id() {
        return state.id();
    }

    boolean isRunning() {
        return state.isRunning();
    }

    /** Whether it runs or will by itself, so that nobody else may open what it has open. */
    boolean isActive() {
        return isRunning()
                || state.status() == ContainerState.Status.RESTARTING
                || state.status() == ContainerState.Status.PAUSED;
    }

    boolean hasSucceeded() {
        return state.status() == ContainerState.Status.EXITED
                && state.exitCode().filter(code -> code == 0).isPresent();
    }
}
