package dev.longshore.server.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The host keys of the first server: making others for each would take most of the time of some tests. */
final class HostKeyCache {
    private final Map<String, byte[]> files = new HashMap<>();

    /** Puts the keys into a directory that isn't there yet. */
    synchronized void fill(Path directory) throws IOException {
        if (Files.exists(directory)) {
            return;
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.createDirectories(directory);
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
    }

    synchronized void remember(Path directory) throws IOException {
        if (!files.isEmpty()) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> keys = entries.toList();
            for (Path key : keys) {
                files.put(String.valueOf(key.getFileName()), Files.readAllBytes(key));
            }
        }
    }
}
