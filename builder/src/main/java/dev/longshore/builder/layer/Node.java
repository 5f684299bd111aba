package dev.longshore.builder.layer;

import dev.longshore.project.source.SourceEntry;
import java.time.Instant;

/** What an image has at a path. */
public sealed interface Node {
    Owner owner();

    /** @param mode the permission bits, {@code 0755} */
    record Directory(int mode, Owner owner, Instant modified) implements Node {
        private static final int USUAL_MODE = 0755;

        /** One that no base brings: nothing tells a time. */
        public static Directory made(Owner owner) {
            return new Directory(USUAL_MODE, owner, ContentTime.NONE);
        }
    }

    /** @param content a file of the repository */
    record File(SourceEntry content, Owner owner) implements Node {}

    /** @param target as written */
    record Link(String target, Owner owner, Instant modified) implements Node {}
}
