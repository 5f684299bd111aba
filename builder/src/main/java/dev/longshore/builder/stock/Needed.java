package dev.longshore.builder.stock;

import java.time.Instant;
import java.util.Set;

/**
 * What must stay of an environment's images.
 *
 * @param ids of images that releases run
 * @param images the names of images that releases run, or that a push may come back to
 * @param withPrefix the names of those whose prefixes stay as well
 * @param youngerThan what was made later stays, if no name tells what it is for
 */
public record Needed(Set<String> ids, Set<String> images, Set<String> withPrefix, Instant youngerThan) {
    public Needed {
        ids = Set.copyOf(ids);
        images = Set.copyOf(images);
        withPrefix = Set.copyOf(withPrefix);
    }
}
