package dev.longshore.engine;

import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** A look at the files of an image, none of which runs. Closing it removes what the engine needed for it. */
public interface ImageFiles extends AutoCloseable {
    /**
     * What is at an absolute path. A symbolic link above it is followed within the image, one at its end isn't. Nothing is
     * there when a directory on the way is missing or isn't one.
     */
    Optional<ImageFile> find(String path);

    /**
     * Whose a directory is, and since when, of which {@link #find} found that it is one.
     *
     * @throws EngineException when there is no directory
     */
    Directory directory(String path);

    /**
     * The content of a small file, such as {@code /etc/passwd}, also by way of a symbolic link; empty when it is missing.
     *
     * @throws EngineException when it is larger than {@code limit} bytes, or no file
     */
    Optional<byte[]> read(String path, int limit);

    /**
     * Writes what is at a path, which is no symbolic link, as a tar: a file under its name, a directory with all that it holds
     * under names relative to it.
     *
     * @throws EngineException also when the engine shows files there that aren't the image's
     * @throws UncheckedIOException when {@code tar} can't be written to
     */
    void archive(String path, OutputStream tar);

    @Override
    void close();

    /** @param mode the permission bits, {@code 01777} */
    record Directory(int mode, int user, int group, Instant modified) {}

    /** @param leadsTo of a symbolic link, the path in the image that is reached through it, which may be missing */
    record ImageFile(Type type, Optional<String> leadsTo) {
        public enum Type {
            DIRECTORY,
            FILE,
            SYMLINK,
            OTHER
        }
    }
}
