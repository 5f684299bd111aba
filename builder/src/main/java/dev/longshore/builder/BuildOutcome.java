package dev.longshore.builder;

import dev.longshore.project.release.Image;

/** How a build ended. */
public sealed interface BuildOutcome {
    record Available(Image image) implements BuildOutcome {}

    /** @param reason one line for a person: which microservice, which step, why */
    record Failed(String reason) implements BuildOutcome {}
}
