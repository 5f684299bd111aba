package dev.longshore.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on the disk that is taken while there is some, to be given back when a rollout must be undone on a disk that got
 * full meanwhile: the way back has to write files too. Safe for use by several threads.
 */
public final class DiskReserve {
    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);
    private static final int BYTES = 4 * 1024 * 1024;

    private final Path file;

    public DiskReserve(Path file) {
        this.file = file;
    }

    /** Takes the room, if it isn't taken; without effect where there is too little. */
    public synchronized void take() {
        try {
            if (!Files.exists(file) || Files.size(file) < BYTES) {
                Files.write(file, new byte[BYTES]);
            }
        } catch (IOException e) {
            LOG.warn("there is no room to keep in reserve: {}", e.getMessage());
            give();
        }
    }

    /** Gives the room back; returns whether there was any. */
    public synchronized boolean give() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the room in reserve can't be given back", e);
            return false;
        }
    }
}
