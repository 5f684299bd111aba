package dev.longshore.builder.same;

import dev.longshore.builder.same.FileEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** One layer: what it adds, in its order, and what of the layers below it hides. */
record ImageLayer(List<Addition> additions, List<String> hidden, List<String> emptied) {
    private static final String OPAQUE = ".wh..wh..opq";
    private static final String WHITEOUT = ".wh.";
    private static final int PERMISSIONS = 07777;

    /** @param hardLink the path whose file this is another name of */
    record Addition(String path, FileEntry file, Optional<String> hardLink) {}

    /** Reads a layer's tar and leaves the stream open. */
    static ImageLayer read(InputStream in) throws IOException {
        ImageLayer layer = new ImageLayer(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String path = cleaned(entry.getName());
            String name = path.substring(path.lastIndexOf('/') + 1);
            String directory = path.substring(0, Math.max(0, path.length() - name.length() - 1));
            if (name.equals(OPAQUE)) {
                layer.emptied.add(directory);
            } else if (name.startsWith(WHITEOUT)) {
                String gone = name.substring(WHITEOUT.length());
                layer.hidden.add(directory.isEmpty() ? gone : directory + "/" + gone);
            } else {
                Optional<String> target = entry.isLink() ? Optional.of(cleaned(entry.getLinkName())) : Optional.empty();
                layer.additions.add(new Addition(path, file(entry, tar), target));
            }
        }
        return layer;
    }

    private static FileEntry file(TarArchiveEntry entry, InputStream content) throws IOException {
        Kind kind = kind(entry);
        boolean isFile = kind == Kind.FILE;
        return new FileEntry(
                kind,
                entry.getMode() & PERMISSIONS,
                entry.getLongUserId(),
                entry.getLongGroupId(),
                isFile ? entry.getSize() : 0,
                isFile ? hash(content) : "",
                entry.isSymbolicLink() ? entry.getLinkName() : "");
    }

    private static Kind kind(TarArchiveEntry entry) {
        if (entry.isDirectory()) {
            return Kind.DIRECTORY;
        }
        if (entry.isSymbolicLink()) {
            return Kind.SYMLINK;
        }
        if (entry.isFIFO()) {
            return Kind.FIFO;
        }
        return entry.isCharacterDevice() || entry.isBlockDevice() ? Kind.DEVICE : Kind.FILE;
    }

    private static String cleaned(String path) {
        return path.replaceFirst("^(\\./|/)+", "").replaceFirst("/+$", "").replaceFirst("^\\.$", "");
    }

    private static String hash(InputStream content) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
