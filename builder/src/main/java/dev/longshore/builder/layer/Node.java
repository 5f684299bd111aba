package dev.longshore.builder.layer;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceTree;
import java.time.Instant;

/** What an image has at a path. */
public sealed interface Node {
    Owner owner();

    /** The same after a change of its owner. */
    Node ownedBy(Owner other);

    /** The same after a change of its mode, which links don't have. */
    Node withMode(int other);

    /** @param mode the permission bits, {@code 0755} */
    record Directory(int mode, Owner owner, Instant modified) implements Node {
        private static final int USUAL_MODE = 0755;

        /** One that no base brings: nothing tells a time. */
        public static Directory made(Owner owner) {
            return new Directory(USUAL_MODE, owner, ContentTime.NONE);
        }

        @Override
        public Directory withMode(int other) {
            return new Directory(other, owner, modified);
        }

        @Override
        public Directory ownedBy(Owner other) {
            return new Directory(mode, other, modified);
        }
    }

    /** @param mode the permission bits, {@code 0644} */
    record File(FileContent content, int mode, Owner owner, Instant modified) implements Node {
        private static final int USUAL_MODE = 0644;
        private static final int EXECUTABLE_MODE = 0755;
        private static final int SET_USER_ID = 04000;
        private static final int SET_GROUP_ID = 02000;
        private static final int GROUP_EXECUTES = 010;

        /** A file of the repository. */
        public static File of(SourceTree tree, SourceEntry entry, Owner owner) {
            int mode = entry.kind() == SourceEntry.Kind.EXECUTABLE ? EXECUTABLE_MODE : USUAL_MODE;
            return new File(new RepositoryFile(tree, entry), mode, owner, ContentTime.of(entry));
        }

        /** A file that is written in a Dockerfile. */
        public static File of(InlineFile content, Owner owner) {
            return new File(content, USUAL_MODE, owner, content.time());
        }

        @Override
        public File withMode(int other) {
            return new File(content, other, owner, modified);
        }

        /** The kernel takes away what lets a program run as its owner. */
        @Override
        public File ownedBy(Owner other) {
            int removed = (mode & GROUP_EXECUTES) == 0 ? SET_USER_ID : SET_USER_ID | SET_GROUP_ID;
            return new File(content, mode & ~removed, other, modified);
        }
    }

    /** @param target as written */
    record Link(String target, Owner owner, Instant modified) implements Node {
        @Override
        public Link withMode(int other) {
            return this;
        }

        @Override
        public Link ownedBy(Owner other) {
            return new Link(target, other, modified);
        }
    }
}
