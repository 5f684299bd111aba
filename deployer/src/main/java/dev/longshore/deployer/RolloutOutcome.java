package dev.longshore.deployer;

/** How a rollout ended. */
public sealed interface RolloutOutcome {
    /** The release serves. */
    record Live() implements RolloutOutcome {}

    /**
     * The release before serves, as it did.
     *
     * @param reason one sentence for a person: {@code api never became ready. It exits at start: KeyError 'SEARCH_URL'.}
     */
    record Restored(String reason) implements RolloutOutcome {}

    /**
     * The release failed and the one before could not be put back whole.
     *
     * @param liveNow what serves and what doesn't, for a person
     */
    record Broken(String reason, String liveNow) implements RolloutOutcome {}
}
