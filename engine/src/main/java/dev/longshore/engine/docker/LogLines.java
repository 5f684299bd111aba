package dev.longshore.engine.docker;

import dev.longshore.engine.Containers.LogLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Consumer;

/**
 * Makes lines of log frames with timestamps. The engine keeps a long line in pieces of 16 KiB, each with its own
 * timestamp; only the last piece ends in a newline. What a
 * line has beyond 256 KiB is left out.
 */
final class LogLines {
    private static final int MAX_LINE = 256 * 1024;

    private final Consumer<LogLine> lines;
    private final Partial output = new Partial();
    private final Partial error = new Partial();

    LogLines(Consumer<LogLine> lines) {
        this.lines = lines;
    }

    void add(StreamFrame frame) {
        Partial partial = frame.standardError() ? error : output;
        boolean skipped = partial.full;
        partial.add(frame.bytes());
        if (!skipped && partial.isComplete()) {
            emit(partial, frame.standardError());
        }
        partial.full = !partial.endsInNewline && (skipped || partial.full);
    }

    /** Passes on what has no newline at the end of the log. */
    void finish() {
        emitRest(output, false);
        emitRest(error, true);
    }

    private void emitRest(Partial partial, boolean standardError) {
        if (partial.text.size() > 0) {
            emit(partial, standardError);
        }
    }

    private void emit(Partial partial, boolean standardError) {
        String text = partial.text.toString(StandardCharsets.UTF_8);
        partial.text.reset();
        lines.accept(new LogLine(partial.time, standardError, withoutLineEnd(text)));
    }

    private static String withoutLineEnd(String text) {
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        if (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(0, end);
    }

    private static final class Partial {
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private Instant time = Instant.EPOCH;
        private boolean endsInNewline;
        private boolean full;

        void add(byte[] bytes) {
            endsInNewline = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
            if (full) {
                return;
            }
            int start = 0;
            int blank = indexOf(bytes, ' ');
            if (blank > 0) {
                try {
                    Instant stamp = OffsetDateTime.parse(new String(bytes, 0, blank, StandardCharsets.US_ASCII))
                            .toInstant();
                    start = blank + 1;
                    time = text.size() == 0 ? stamp : time;
                } catch (DateTimeException e) {
                    // Not a timestamp: the text starts at once.
                }
            }
            text.write(bytes, start, bytes.length - start);
            full = text.size() >= MAX_LINE;
        }

        boolean isComplete() {
            return endsInNewline || full;
        }

        /** A timestamp has at most 35 characters. */
        private static int indexOf(byte[] bytes, char wanted) {
            for (int i = 0; i < Math.min(bytes.length, 36); i++) {
                if (bytes[i] == wanted) {
                    return i;
                }
            }
            return -1;
        }
    }
}
