package dev.longshore.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An image as the engine lists it.
 *
 * @param id the config digest, {@code sha256:…}
 * @param names all of its names, each with its tag; none for one whose name another image has got
 * @param createdAt what its configuration says, which for an image of the same bytes is always the same
 */
public record StoredImage(String id, List<String> names, Map<String, String> labels, Instant createdAt) {
    public StoredImage {
        names = List.copyOf(names);
        labels = Map.copyOf(labels);
    }
}
