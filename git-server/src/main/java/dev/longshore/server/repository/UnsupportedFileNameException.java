package dev.longshore.server.repository;

import dev.longshore.project.source.SourcePath;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A commit has a file name with control characters. The message is meant for who pushed it. */
public final class UnsupportedFileNameException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    UnsupportedFileNameException(SourcePath directory, IllegalArgumentException cause) {
        super(
                "a file name in " + (directory.isRoot() ? "the top directory" : directory)
                        + " has control characters; rename it",
                new IOException(cause));
    }
}
