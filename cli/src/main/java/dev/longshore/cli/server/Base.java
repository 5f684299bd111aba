package dev.longshore.cli.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the name of a base image means for an environment.
 *
 * @param reference as Dockerfiles write it
 * @param digest by which its registry knows it; none for an image that was made on the engine
 * @param usedBy the microservices of the live release that use it
 */
public record Base(String reference, String imageId, Optional<String> digest, Instant since, List<String> usedBy) {
    public Base {
        usedBy = List.copyOf(usedBy);
    }
}
