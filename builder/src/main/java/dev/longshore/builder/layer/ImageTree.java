package dev.longshore.builder.layer;

import dev.longshore.builder.context.TarPipe;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Reads what an image has at a path and below it. Files that are one under several names become one each. */
final class ImageTree {
    private static final int PERMISSIONS = 07777;
    private static final String EXTENDED_ATTRIBUTE = "SCHILY.xattr.";

    private final ImagePath root;
    private final boolean isDirectory;
    private final Spool spool;
    private final SortedMap<ImagePath, Node> nodes = new TreeMap<>();

    private ImageTree(ImagePath root, boolean isDirectory, Spool spool) {
        this.root = root;
        this.isDirectory = isDirectory;
        this.spool = spool;
    }

    /**
     * @param path what {@code image} has, and no link
     * @param spool gets the contents of the files
     * @throws NeedsEngineException when something there is neither file, directory nor link
     */
    static SortedMap<ImagePath, Node> read(ImageFiles image, ImagePath path, boolean isDirectory, Spool spool)
            throws NeedsEngineException {
        ImageTree tree = new ImageTree(path, isDirectory, spool);
        try (TarPipe pipe = TarPipe.open(out -> image.archive(path.value(), out))) {
            TarArchiveInputStream tar = new TarArchiveInputStream(pipe, StandardCharsets.UTF_8.name());
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                tree.add(entry, tar);
            }
            // A tar that ends early must not pass for a smaller tree.
            pipe.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof EngineException ofEngine) {
                    throw ofEngine;
                }
            }
            throw new EngineException(path + " of the image can't be read: " + e.getMessage(), e);
        }
        return tree.nodes;
    }

    private void add(TarArchiveEntry entry, TarArchiveInputStream content) throws IOException, NeedsEngineException {
        ImagePath path = path(entry.getName());
        if (entry.getExtraPaxHeaders().keySet().stream().anyMatch(key -> key.startsWith(EXTENDED_ATTRIBUTE))) {
            throw new NeedsEngineException(path + " has attributes that go beyond its mode");
        }
        nodes.put(path, node(path, entry, content));
    }

    private ImagePath path(String name) throws NeedsEngineException {
        ImagePath path = isDirectory ? root.resolve(name) : root;
        if (!path.equals(root) && !path.isBelow(root)) {
            throw new NeedsEngineException("the engine says that " + path + " is in " + root);
        }
        return path;
    }

    private Node node(ImagePath path, TarArchiveEntry entry, TarArchiveInputStream content)
            throws IOException, NeedsEngineException {
        int mode = entry.getMode() & PERMISSIONS;
        Owner owner = new Owner(number(path, entry.getLongUserId()), number(path, entry.getLongGroupId()));
        Instant modified = entry.getLastModifiedTime().toInstant();
        if (entry.isDirectory()) {
            return new Node.Directory(mode, owner, modified);
        }
        if (entry.isSymbolicLink()) {
            return new Node.Link(entry.getLinkName(), owner, modified);
        }
        if (entry.isLink()) {
            return Optional.ofNullable(nodes.get(path(entry.getLinkName())))
                    .orElseThrow(() -> new NeedsEngineException(path + " is a link to what can't be read"));
        }
        if (!entry.isFile() || entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice()) {
            throw new NeedsEngineException(path + " is neither file nor directory");
        }
        return new Node.File(spool.add(content), mode, owner, modified);
    }

    private static int number(ImagePath path, long id) throws NeedsEngineException {
        if (id < 0 || id > Integer.MAX_VALUE) {
            throw new NeedsEngineException(path + " has an owner with the number " + id);
        }
        return (int) id;
    }
}
