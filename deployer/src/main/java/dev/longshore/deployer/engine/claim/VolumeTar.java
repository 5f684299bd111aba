package dev.longshore.deployer.engine.claim;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A tar from outside, written anew while it is read: all of it lies in one directory, and nothing in it leads out of there
 * or is a device. Reading throws {@link IOException} with a message for a person where that isn't so. It needs little
 * memory however large the tar is.
 */
final class VolumeTar extends InputStream {
    private static final int MAX_SYMLINKS = 100_000;
    private static final int CHUNK = 64 * 1024;
    private static final int PERMISSIONS = 07777;

    private final ZeroCount source;
    private final TarArchiveInputStream in;
    private final String directory;
    private final Chunk chunk = new Chunk();
    private final TarArchiveOutputStream out;
    private final Set<String> symlinks = new HashSet<>();
    private final byte[] buffer = new byte[CHUNK];
    private boolean inFile;
    private boolean any;
    private boolean ended;

    /** @param directory the name of the directory in which everything lies then */
    VolumeTar(InputStream source, String directory) {
        this.source = new ZeroCount(source);
        this.in = new TarArchiveInputStream(this.source, "UTF-8");
        this.directory = directory;
        this.out = new TarArchiveOutputStream(chunk, "UTF-8");
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        out.setAddPaxHeadersForNonAsciiNames(true);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (chunk.isEmpty()) {
            if (ended) {
                return -1;
            }
            advance();
        }
        return chunk.take(target, offset, length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void advance() throws IOException {
        if (inFile) {
            int length = in.read(buffer);
            if (length >= 0) {
                out.write(buffer, 0, length);
                return;
            }
            inFile = false;
            out.closeArchiveEntry();
        }
        Optional<TarArchiveEntry> next = next();
        if (next.isPresent()) {
            begin(next.get());
            return;
        }
        if (!any) {
            throw new IOException("it is empty");
        }
        if (source.zeros < TarConstants.DEFAULT_RCDSIZE) {
            throw new IOException("it ends early");
        }
        // What comes behind the tar belongs to its compression, which has to be whole.
        source.transferTo(OutputStream.nullOutputStream());
        out.finish();
        ended = true;
    }

    private Optional<TarArchiveEntry> next() throws IOException {
        try {
            return Optional.ofNullable(in.getNextEntry());
        } catch (IllegalArgumentException e) {
            throw new IOException("it is not a tar", e);
        }
    }

    private void begin(TarArchiveEntry entry) throws IOException {
        any = true;
        String path = inside(entry.getName(), entry.getName());
        TarArchiveEntry copy = new TarArchiveEntry(placed(path, entry.isDirectory()), type(entry));
        copy.setMode(entry.getMode() & PERMISSIONS);
        copy.setUserId(entry.getLongUserId());
        copy.setGroupId(entry.getLongGroupId());
        copy.setLastModifiedTime(entry.getLastModifiedTime());
        if (entry.isSymbolicLink()) {
            copy.setLinkName(entry.getLinkName());
            remember(path);
        } else if (entry.isLink()) {
            copy.setLinkName(placed(inside(entry.getLinkName(), entry.getName()), false));
        } else if (entry.isFile()) {
            copy.setSize(entry.getRealSize());
            inFile = true;
        }
        out.putArchiveEntry(copy);
        if (!inFile) {
            out.closeArchiveEntry();
        }
    }

    private static byte type(TarArchiveEntry entry) throws IOException {
        if (entry.isSymbolicLink()) {
            return TarConstants.LF_SYMLINK;
        }
        if (entry.isLink()) {
            return TarConstants.LF_LINK;
        }
        if (entry.isFIFO()) {
            return TarConstants.LF_FIFO;
        }
        if (entry.isDirectory()) {
            return TarConstants.LF_DIR;
        }
        if (entry.isBlockDevice() || entry.isCharacterDevice()) {
            throw new IOException("\"" + entry.getName() + "\" in it is a device");
        }
        if (!entry.isFile()) {
            throw new IOException("\"" + entry.getName() + "\" in it is neither a file nor a directory nor a link");
        }
        return TarConstants.LF_NORMAL;
    }

    /** A path in its shortest form, empty for the root. */
    private String inside(String path, String name) throws IOException {
        if (path.startsWith("/") || path.indexOf('\uFFFD') >= 0) {
            throw new IOException("\"" + name + "\" in it has "
                    + (path.startsWith("/") ? "an absolute path" : "a name that isn't UTF-8"));
        }
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (symlinks.contains(String.join("/", segments))) {
                throw new IOException("\"" + name + "\" in it lies behind a symbolic link");
            }
            if (segment.equals("..")) {
                throw new IOException("\"" + name + "\" in it leads out of the volume");
            }
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return String.join("/", segments);
    }

    private void remember(String symlink) throws IOException {
        symlinks.add(symlink);
        if (symlinks.size() > MAX_SYMLINKS) {
            throw new IOException("it has more than " + MAX_SYMLINKS + " symbolic links");
        }
    }

    private String placed(String path, boolean isDirectory) {
        return directory + (path.isEmpty() ? "" : "/" + path) + (isDirectory ? "/" : "");
    }

    /** Knows how many zeros the bytes so far end with: a whole tar ends with a block of them. */
    private static final class ZeroCount extends FilterInputStream {
        private long zeros;

        ZeroCount(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int given = super.read(target, offset, length);
            for (int i = offset; i < offset + given; i++) {
                zeros = target[i] == 0 ? zeros + 1 : 0;
            }
            return given;
        }
    }

    /** What was written and not read yet. */
    private static final class Chunk extends ByteArrayOutputStream {
        private int taken;

        boolean isEmpty() {
            return taken == count;
        }

        int take(byte[] target, int offset, int length) {
            int given = Math.min(length, count - taken);
            System.arraycopy(buf, taken, target, offset, given);
            taken += given;
            if (isEmpty()) {
                reset();
                taken = 0;
            }
            return given;
        }
    }
}
