package dev.longshore.server.api;

import dev.longshore.server.log.LogText;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes lines on without the colours that only terminals show. Flushing passes no line that isn't whole. */
final class ColourlessOutputStream extends FilterOutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    ColourlessOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        line.write(b);
        if (b == '\n') {
            String text = LogText.withoutColours(line.toString(StandardCharsets.UTF_8));
            out.write(text.getBytes(StandardCharsets.UTF_8));
            line.reset();
        }
    }
}
