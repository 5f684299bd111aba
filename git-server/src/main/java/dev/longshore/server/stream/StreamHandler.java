package dev.longshore.server.stream;

import java.io.IOException;

/** Serves one stream. */
@FunctionalInterface
public interface StreamHandler {
    /** Runs on a thread of its own; the stream is closed when this returns or throws. */
    void serve(StreamClient client) throws IOException, InterruptedException;
}
