package dev.longshore.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A disk of a few megabytes, mounted at a directory, that can be filled to its last byte and emptied again. */
final class SmallDisk implements AutoCloseable {
    private final Path directory;
    private final Path ballast;

    private SmallDisk(Path directory) {
        this.directory = directory;
        this.ballast = directory.resolve("ballast");
    }

    static SmallDisk mount(Path directory, int megabytes) throws IOException {
        Files.createDirectories(directory);
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0700", "tmpfs", directory.toString());
        return new SmallDisk(directory);
    }

    /** Takes all the room that is left. */
    void fill() {
        byte[] block = new byte[64 * 1024];
        for (int size = block.length; size > 0; size /= 16) {
            try (OutputStream output = Files.newOutputStream(
                    ballast, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
                while (true) {
                    output.write(block, 0, size);
                }
            } catch (IOException e) {
                // Full, for writes of this size.
            }
        }
    }

    void empty() {
        try {
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run("umount", "-l", directory.toString());
    }

    private static void run(String... line) {
        Command command = Command.run(Path.of("/"), Map.of(), List.of(line));
        if (command.exitCode() != 0) {
            throw new AssertionError(String.join(" ", line) + ": " + command.output());
        }
    }
}
