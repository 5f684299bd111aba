package dev.longshore.engine.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first 64 KiB of an output. Safe for use by several threads. */
final class ExecOutput {
    private static final int MAX_BYTES = 64 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    synchronized void add(byte[] bytes) {
        kept.write(bytes, 0, Math.min(bytes.length, MAX_BYTES - kept.size()));
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
