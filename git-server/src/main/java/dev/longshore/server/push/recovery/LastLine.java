package dev.longshore.server.push.recovery;

import dev.longshore.server.log.PushLogs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the last line of what is written to it, if it isn't absurdly long. */
final class LastLine extends OutputStream {
    private static final int MAX_BYTES = 4096;

    private byte[] tail = new byte[0];

    private LastLine() {}

    /** The last line of a push's log; empty when there is none. */
    static String of(PushLogs logs, long pushId) throws IOException {
        LastLine last = new LastLine();
        try {
            logs.copy(pushId, 0, false, last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading the log of push " + pushId, e);
        }
        String text = new String(last.tail, StandardCharsets.UTF_8).stripTrailing();
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        byte[] all = Arrays.copyOf(tail, tail.length + length);
        System.arraycopy(bytes, offset, all, tail.length, length);
        tail = Arrays.copyOfRange(all, Math.max(0, all.length - MAX_BYTES), all.length);
    }
}
