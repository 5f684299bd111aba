package dev.longshore.builder.stock;

import java.time.Instant;
import java.util.List;

/**
 * An image that Longshore has built.
 *
 * @param id {@code sha256:…}
 * @param names none when a rebuild has given them to its successor
 * @param createdAt what the image says; for one that was made in process it isn't when that was
 */
public record BuiltImage(String id, List<String> names, Instant createdAt) {
    public BuiltImage {
        names = List.copyOf(names);
    }
}
