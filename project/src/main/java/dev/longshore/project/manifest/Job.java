package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.time.Duration;
import java.util.Optional;

/**
 * A {@code Job} of API group batch/v1: pods that run to their end.
 *
 * @param completions how many pods have to succeed
 * @param parallelism how many run at the same time
 * @param backoffLimit how often failed pods are tried again, in all
 * @param deadline how long it may be active in all; empty for ever
 */
public record Job(
        ObjectKey key,
        Position position,
        PodTemplate template,
        int completions,
        int parallelism,
        int backoffLimit,
        Optional<Duration> deadline)
        implements PodOwner {}
