package dev.longshore.engine.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The status and the headers of an answer. */
record ResponseHead(int status, String headers) {
    private static final int MAX_HEAD = 16 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})\\b.*", Pattern.DOTALL);

    /** Reads no byte more than the head. */
    static ResponseHead read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || bytes.size() == MAX_HEAD) {
                throw new EOFException("the engine's answer has no end");
            }
            bytes.write(next);
        }
        String head = bytes.toString(StandardCharsets.ISO_8859_1);
        Matcher status = STATUS.matcher(head);
        if (!status.matches()) {
            throw new IOException("the engine doesn't speak HTTP");
        }
        return new ResponseHead(Integer.parseInt(status.group(1)), head);
    }

    Optional<String> header(String name) {
        Matcher matcher = Pattern.compile("(?i)\\r\\n" + Pattern.quote(name) + ": *([^\\r]*)\\r\\n")
                .matcher(headers);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
