package dev.longshore.engine.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A piece of what a container prints, as the engine multiplexes both outputs into one stream: a type (1 standard output,
 * 2 standard error), three zero bytes, the length in four bytes, big-endian, then the bytes (Docker Engine API, "attach").
 */
final class StreamFrame {
    private static final int HEADER_BYTES = 8;
    private static final int STANDARD_ERROR = 2;
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final boolean standardError;
    private final byte[] bytes;

    StreamFrame(boolean standardError, byte[] bytes) {
        this.standardError = standardError;
        this.bytes = bytes.clone();
    }

    boolean standardError() {
        return standardError;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** The next frame; empty at the end of the stream. */
    static Optional<StreamFrame> read(InputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER_BYTES);
        if (header.length == 0) {
            return Optional.empty();
        }
        if (header.length < HEADER_BYTES) {
            throw new EOFException("the engine's output ended in the middle of a frame");
        }
        int length = ByteBuffer.wrap(header, 4, 4).getInt();
        if (length < 0 || length > MAX_BYTES) {
            throw new IOException("the engine sent output that isn't in frames");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the engine's output ended in the middle of a frame");
        }
        return Optional.of(new StreamFrame(header[0] == STANDARD_ERROR, bytes));
    }
}
