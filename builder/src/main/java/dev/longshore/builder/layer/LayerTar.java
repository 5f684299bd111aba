package dev.longshore.builder.layer;

import dev.longshore.builder.context.ContextException;
import dev.longshore.builder.context.TarPipe;
import dev.longshore.engine.Composition.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes layers as the tars that the OCI image specification describes. Equal layers give equal bytes. */
public final class LayerTar {
    private static final int FILE_TYPE = 0100000;
    private static final int DIRECTORY_TYPE = 040000;
    private static final int LINK_MODE = 0120777;

    private LayerTar() {}

    /**
     * A layer as an engine takes it. Its files are read once now, for its id, and once when it is sent.
     *
     * @param nodes with every directory above each
     * @param createdBy the step that made it, for those who look at the image's history
     * @throws ContextException when a file can't go into an image
     */
    public static Layer layer(SortedMap<ImagePath, Node> nodes, String createdBy) throws IOException {
        MessageDigest digest = sha256();
        long bytes = write(nodes, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        String id = "sha256:" + HexFormat.of().formatHex(digest.digest());
        return new Layer(id, bytes, () -> TarPipe.open(out -> write(nodes, out)), createdBy);
    }

    /** Returns how many bytes it has written. */
    private static long write(SortedMap<ImagePath, Node> nodes, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        for (Map.Entry<ImagePath, Node> node : nodes.entrySet()) {
            put(tar, node.getKey().value().substring(1), node.getValue());
        }
        tar.finish();
        tar.flush();
        return tar.getBytesWritten();
    }

    private static void put(TarArchiveOutputStream tar, String name, Node node) throws IOException {
        if (node instanceof Node.Directory directory) {
            TarArchiveEntry header = new TarArchiveEntry(name + "/");
            header.setMode(DIRECTORY_TYPE | directory.mode());
            begin(tar, header, directory.owner(), directory.modified());
        } else if (node instanceof Node.Link link) {
            TarArchiveEntry header = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            header.setLinkName(link.target());
            header.setMode(LINK_MODE);
            begin(tar, header, link.owner(), link.modified());
        } else if (node instanceof Node.File file) {
            putFile(tar, name, file);
        }
        tar.closeArchiveEntry();
    }

    private static void putFile(TarArchiveOutputStream tar, String name, Node.File file) throws IOException {
        try (InputStream content = file.content().open()) {
            TarArchiveEntry header = new TarArchiveEntry(name);
            header.setSize(file.content().size());
            header.setMode(FILE_TYPE | file.mode());
            begin(tar, header, file.owner(), file.modified());
            content.transferTo(tar);
        }
    }

    private static void begin(TarArchiveOutputStream tar, TarArchiveEntry header, Owner owner, Instant modified)
            throws IOException {
        header.setLastModifiedTime(FileTime.from(modified));
        header.setUserId(owner.user());
        header.setGroupId(owner.group());
        header.setNames("", "");
        tar.putArchiveEntry(header);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
