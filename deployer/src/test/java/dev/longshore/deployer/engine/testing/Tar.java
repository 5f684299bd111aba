package dev.longshore.deployer.engine.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar as somebody might send it, well meant or not. */
public final class Tar {
    public static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T12:00:00Z"));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8");

    public Tar() {
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setAddPaxHeadersForNonAsciiNames(true);
    }

    public Tar file(String name, String content) {
        return add(new TarArchiveEntry(name, TarConstants.LF_NORMAL, true), content);
    }

    public Tar directory(String name, int mode, int owner) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_DIR, true);
        entry.setMode(mode);
        entry.setIds(owner, owner);
        return add(entry, "");
    }

    public Tar link(byte type, String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setLinkName(target);
        return add(entry, "");
    }

    public Tar special(byte type, String name) {
        return add(new TarArchiveEntry(name, type, true), "");
    }

    public byte[] bytes() {
        try {
            out.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public byte[] gzipped() {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private Tar add(TarArchiveEntry entry, String content) {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        entry.setSize(data.length);
        entry.setLastModifiedTime(TIME);
        try {
            out.putArchiveEntry(entry);
            out.write(data);
            out.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
