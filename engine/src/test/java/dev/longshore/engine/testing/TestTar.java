package dev.longshore.engine.testing;

import dev.longshore.engine.Composition.Layer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar in memory, the same bytes for the same content. */
public final class TestTar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

    public TestTar file(String name, String content) {
        byte[] text = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(text.length);
        return add(entry, text);
    }

    public TestTar directory(String name) {
        return add(new TarArchiveEntry(name + "/"), new byte[0]);
    }

    public TestTar symlink(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    public TestTar pipe(String name) {
        return add(new TarArchiveEntry(name, TarConstants.LF_FIFO), new byte[0]);
    }

    public byte[] bytes() {
        try {
            tar.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** As a layer, whose file is put into a directory. */
    public Layer layer(Path directory) {
        try {
            Path file = Files.createTempFile(directory, "layer", ".tar");
            Files.write(file, bytes());
            return layerOf(file, "a test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tar that is there as a layer. */
    public static Layer layerOf(Path file, String createdBy) {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return new Layer(
                    "sha256:"
                            + HexFormat.of().formatHex(digest.getMessageDigest().digest()),
                    Files.size(file),
                    () -> Files.newInputStream(file),
                    createdBy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestTar add(TarArchiveEntry entry, byte[] content) {
        entry.setModTime(0L);
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
