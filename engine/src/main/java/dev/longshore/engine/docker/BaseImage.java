package dev.longshore.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an image takes over from the one below it.
 *
 * @param id empty for {@code scratch}
 * @param diffIds of its layers, the lowest first
 */
record BaseImage(
        Optional<String> id,
        Instant created,
        String architecture,
        String os,
        Optional<String> variant,
        List<String> diffIds) {
    /** @param inspected the engine's description of the image */
    static BaseImage of(JsonNode inspected) {
        List<String> diffIds = new ArrayList<>();
        inspected.path("RootFS").path("Layers").forEach(layer -> diffIds.add(layer.asText()));
        return new BaseImage(
                ImageConfigJson.text(inspected.path("Id")),
                time(inspected.path("Created").asText("")),
                inspected.path("Architecture").asText(),
                inspected.path("Os").asText(),
                ImageConfigJson.text(inspected.path("Variant")),
                List.copyOf(diffIds));
    }

    /** @param version what the engine tells of itself */
    static BaseImage scratch(JsonNode version) {
        return new BaseImage(
                Optional.empty(),
                Instant.EPOCH,
                version.path("Arch").asText(),
                version.path("Os").asText(),
                Optional.empty(),
                List.of());
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            // Newer engines leave out the time of an image that has none.
            return Instant.EPOCH;
        }
    }
}
