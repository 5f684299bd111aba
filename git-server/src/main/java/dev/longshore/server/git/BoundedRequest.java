package dev.longshore.server.git;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A Git request whose body ends in a {@link BodyTooLargeException} before it can fill the memory. JGit keeps what a fetch
 * asks for in memory, and inflates compressed bodies as far as they go. A pack that isn't compressed once more has a limit
 * of its own.
 */
final class BoundedRequest extends HttpServletRequestWrapper {
    /** Half a million object ids, which is more than a fetch names of any repository that can be pushed. */
    static final long MAX_BYTES = 32L * 1024 * 1024;

    private static final String ENCODING = "Content-Encoding";
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
    private static final String NONE = "identity";

    private final boolean compressed;

    private BoundedRequest(HttpServletRequest request, boolean compressed) {
        super(request);
        this.compressed = compressed;
    }

    /** Whether the body is in an encoding that is understood. */
    static boolean isReadable(HttpServletRequest request) {
        return encoding(request).equals(NONE) || GZIP.contains(encoding(request));
    }

    /** @param receives whether it is part of a push */
    static HttpServletRequest of(HttpServletRequest request, boolean receives) {
        boolean compressed = GZIP.contains(encoding(request));
        return receives && !compressed ? request : new BoundedRequest(request, compressed);
    }

    private static String encoding(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(ENCODING)).orElse(NONE).toLowerCase(Locale.ROOT);
    }

    /** Without the encoding that {@link #getInputStream} undoes. */
    @Override
    @SuppressWarnings("NullAway") // The servlet API's contract for a header that isn't there.
    public @Nullable String getHeader(String name) {
        return compressed && name.equalsIgnoreCase(ENCODING) ? null : super.getHeader(name);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        InputStream body = super.getInputStream();
        return new Body(compressed ? new GZIPInputStream(body) : body);
    }

    /** Read by blocking only, as JGit does. */
    private static final class Body extends ServletInputStream {
        private final InputStream content;
        private long left = MAX_BYTES;
        private boolean finished;

        Body(InputStream content) {
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = content.read(buffer, offset, length);
            finished = read < 0;
            left -= Math.max(0, read);
            if (left < 0) {
                throw new BodyTooLargeException(MAX_BYTES);
            }
            return read;
        }

        @Override
        public boolean isFinished() {
            return finished;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("this body is read by blocking");
        }
    }
}
