package dev.longshore.engine.docker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Remembers that reading failed, which the HTTP client can't tell from a failure to write. Used by one thread. */
final class ContextStream extends FilterInputStream {
    private Optional<IOException> failure = Optional.empty();

    ContextStream(InputStream context) {
        super(context);
    }

    Optional<IOException> failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }
}
