package dev.longshore.builder.same;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar that a test writes down, entry by entry. */
final class TarFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());

    TarFile() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    TarFile file(String path, int mode, int uid, int gid, String text) {
        return file(path, mode, uid, gid, text.getBytes(StandardCharsets.UTF_8));
    }

    TarFile file(String path, int mode, int uid, int gid, byte[] content) {
        TarArchiveEntry entry = new TarArchiveEntry(path, true);
        entry.setMode(mode);
        entry.setIds(uid, gid);
        entry.setSize(content.length);
        return put(entry, content);
    }

    TarFile directory(String path, int mode, int uid, int gid) {
        TarArchiveEntry entry = new TarArchiveEntry(path + "/", true);
        entry.setMode(mode);
        entry.setIds(uid, gid);
        return put(entry, new byte[0]);
    }

    TarFile symlink(String path, String target) {
        return link(path, TarConstants.LF_SYMLINK, target);
    }

    TarFile hardLink(String path, String target) {
        return link(path, TarConstants.LF_LINK, target);
    }

    private TarFile link(String path, byte type, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
        entry.setMode(0777);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    private TarFile put(TarArchiveEntry entry, byte[] content) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the tar, which takes no more entries then. */
    byte[] bytes() {
        try {
            tar.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] gzipped() {
        return gzip(bytes());
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
