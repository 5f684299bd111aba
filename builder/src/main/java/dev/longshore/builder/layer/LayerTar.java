package dev.longshore.builder.layer;

import dev.longshore.builder.context.ContextException;
import dev.longshore.builder.context.LfsPointer;
import dev.longshore.builder.context.TarPipe;
import dev.longshore.engine.Composition.Layer;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceTree;
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
    private static final int FILE_MODE = 0100644;
    private static final int EXECUTABLE_MODE = 0100755;
    private static final int DIRECTORY_TYPE = 040000;
    private static final int LINK_MODE = 0120777;

    private final SourceTree tree;

    /** @param tree of all files in the layers */
    public LayerTar(SourceTree tree) {
        this.tree = tree;
    }

    /**
     * A layer as an engine takes it. Its files are read once now, for its id, and once when it is sent.
     *
     * @param nodes with every directory above each
     * @param createdBy the step that made it, for those who look at the image's history
     * @throws ContextException when a file can't go into an image
     */
    public Layer layer(SortedMap<ImagePath, Node> nodes, String createdBy) throws IOException {
        MessageDigest digest = sha256();
        long bytes = write(nodes, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        String id = "sha256:" + HexFormat.of().formatHex(digest.digest());
        return new Layer(id, bytes, () -> TarPipe.open(out -> write(nodes, out)), createdBy);
    }

    /** Returns how many bytes it has written. */
    private long write(SortedMap<ImagePath, Node> nodes, OutputStream out) throws IOException {
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

    private void put(TarArchiveOutputStream tar, String name, Node node) throws IOException {
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

    private void putFile(TarArchiveOutputStream tar, String name, Node.File file) throws IOException {
        SourceEntry source = file.content();
        long size = tree.size(source);
        try (InputStream content = LfsPointer.refused(source, size, tree.open(source))) {
            TarArchiveEntry header = new TarArchiveEntry(name);
            header.setSize(size);
            header.setMode(source.kind() == SourceEntry.Kind.EXECUTABLE ? EXECUTABLE_MODE : FILE_MODE);
            begin(tar, header, file.owner(), ContentTime.of(source));
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
