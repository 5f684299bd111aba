package dev.longshore.server.limits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room a disk has. */
@FunctionalInterface
public interface DiskSpace {
    /** @param free what this process may still write, in bytes */
    record Room(long free, long size) {}

    Room room();

    /** The disk on which a path lies. */
    static DiskSpace of(Path path) {
        return () -> {
            try {
                FileStore store = Files.getFileStore(path);
                return new Room(store.getUsableSpace(), store.getTotalSpace());
            } catch (IOException e) {
                throw new UncheckedIOException("the free space of " + path + " can't be told", e);
            }
        };
    }
}
