package dev.longshore.server.repository;

import dev.longshore.project.source.SourcePath;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A commit has a file name with control characters, or one that isn't UTF-8. The message is meant for who pushed it. */
public final class UnsupportedFileNameException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_BYTES = 80;

    UnsupportedFileNameException(SourcePath directory, byte[] name, Exception cause) {
        super(
                "a file name in " + (directory.isRoot() ? "the top directory" : directory)
                        + " has control characters or isn't UTF-8: \"" + escaped(name) + "\"; rename it",
                new IOException(cause));
    }

    private static String escaped(byte[] name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(name.length, SHOWN_BYTES); i++) {
            int value = Byte.toUnsignedInt(name[i]);
            boolean plain = value >= 0x20 && value < 0x7f && value != '\\' && value != '"';
            text.append(plain ? Character.toString(value) : String.format("\\x%02x", value));
        }
        return name.length > SHOWN_BYTES ? text + "…" : text.toString();
    }
}
