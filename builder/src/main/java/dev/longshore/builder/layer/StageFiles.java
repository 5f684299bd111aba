package dev.longshore.builder.layer;

import dev.longshore.engine.ImageFiles;
import dev.longshore.engine.ImageFiles.ImageFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The files of a stage while its steps put layers on its base, as a container would see them. The base is asked only for what a
 * step touches. Not thread-safe.
 */
public final class StageFiles {
    /** As many as the kernel follows in one lookup. */
    private static final int MAX_LINKS = 40;

    private static final int SET_GROUP_ID = 02000;
    private static final int MAX_READ_BYTES = 1024 * 1024;

    private final ImageFiles base;

    /** Of all layers so far. */
    private final SortedMap<ImagePath, Node> added = new TreeMap<>();

    /** At these paths and below them nothing of the base shows through any more. */
    private final Set<ImagePath> covered = new HashSet<>();

    private SortedMap<ImagePath, Node> layer = new TreeMap<>();
    private boolean linkOfBaseReplaced;

    /** What is at a path. */
    public sealed interface Found {
        /** @param node where it isn't the base's */
        record Directory(Optional<Node.Directory> node) implements Found {}

        /** @param target absolute, or relative to the link's own directory */
        record Link(String target) implements Found {}

        /** @param content where it isn't the base's */
        record File(Optional<Node.File> content) implements Found {}
    }

    public StageFiles(ImageFiles base) {
        this.base = base;
    }

    /** @param path follows no links but those of the base */
    public Optional<Found> find(ImagePath path) throws NeedsEngineException {
        if (path.isRoot()) {
            return Optional.of(new Found.Directory(Optional.empty()));
        }
        Node node = added.get(path);
        if (node != null) {
            return Optional.of(found(node));
        }
        Optional<ImageFile> below = below(path);
        return below.isPresent() ? Optional.of(found(path, below.get())) : Optional.empty();
    }

    public boolean isDirectory(ImagePath path) throws NeedsEngineException {
        return find(path).filter(Found.Directory.class::isInstance).isPresent();
    }

    /** Where a path leads, links followed; it, or the end of it, need not exist. */
    public ImagePath resolve(ImagePath path) throws NeedsEngineException {
        Deque<String> rest = new ArrayDeque<>(List.of(path.value().split("/", -1)));
        ImagePath at = ImagePath.ROOT;
        int links = 0;
        while (!rest.isEmpty()) {
            String part = rest.removeFirst();
            ImagePath next = at.resolve(part);
            if (!next.isBelow(at) || !(find(next).orElse(null) instanceof Found.Link link)) {
                at = next;
                continue;
            }
            links++;
            if (links > MAX_LINKS) {
                throw new NeedsEngineException(path + " has too many symbolic links in it");
            }
            at = link.target().startsWith("/") ? ImagePath.ROOT : at;
            List<String> parts = List.of(link.target().split("/", -1));
            for (int index = parts.size() - 1; index >= 0; index--) {
                rest.addFirst(parts.get(index));
            }
        }
        return at;
    }

    /** A small file's content, links followed; nothing when there is no file. */
    public Optional<byte[]> read(ImagePath path) throws NeedsEngineException {
        ImagePath resolved = resolve(path);
        if (!(find(resolved).orElse(null) instanceof Found.File file)) {
            return Optional.empty();
        }
        if (file.content().isEmpty()) {
            return base.read(resolved.value(), MAX_READ_BYTES);
        }
        try (InputStream content = file.content().get().content().open()) {
            return Optional.of(content.readNBytes(MAX_READ_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is at a path, which is no link, and below it.
     *
     * @param spool gets the contents of the base's files
     */
    public SortedMap<ImagePath, Node> tree(ImagePath path, Spool spool) throws NeedsEngineException {
        SortedMap<ImagePath, Node> tree = new TreeMap<>();
        Optional<ImageFile> ofBase = below(path);
        if (ofBase.isPresent()) {
            boolean isDirectory = ofBase.get().type() == ImageFile.Type.DIRECTORY;
            tree.putAll(ImageTree.read(base, path, isDirectory, spool));
            tree.keySet().removeIf(this::isCovered);
        }
        added.forEach((at, node) -> {
            if (at.equals(path) || at.isBelow(path)) {
                tree.put(at, node);
            }
        });
        return tree;
    }

    /**
     * Puts something at a path, whose parents must be directories. A directory is merged into one that is there; all else
     * replaces what is there.
     */
    public void put(ImagePath path, Node node) throws NeedsEngineException {
        Optional<Found> before = find(path);
        boolean merged = node instanceof Node.Directory && before.orElse(null) instanceof Found.Directory;
        if (before.isPresent() && !merged) {
            linkOfBaseReplaced |= before.get() instanceof Found.Link && !added.containsKey(path);
            covered.add(path);
            added.keySet().removeIf(other -> other.isBelow(path));
            layer.keySet().removeIf(other -> other.isBelow(path));
        }
        added.put(path, node);
        layer.put(path, node);
    }

    /** Makes a directory with those above it, as far as they are missing. */
    public void makeDirectories(ImagePath path, Owner owner) throws NeedsEngineException {
        Optional<Found> found = find(path);
        if (found.isEmpty()) {
            makeDirectories(path.parent(), owner);
            put(path, Node.Directory.made(owner));
        } else if (!(found.get() instanceof Found.Directory)) {
            throw new NeedsEngineException(path + " is no directory of the image");
        }
    }

    /**
     * Ends a layer and begins the next one. With what was put come the directories above, since engines give those that a
     * layer doesn't name a mode of their own.
     *
     * @return everything in the layer, directories first; nothing when nothing was put
     */
    public SortedMap<ImagePath, Node> endLayer() throws NeedsEngineException {
        SortedMap<ImagePath, Node> ended = layer;
        layer = new TreeMap<>();
        for (ImagePath path : new ArrayList<>(ended.keySet())) {
            for (ImagePath above = path.parent();
                    !above.isRoot() && !ended.containsKey(above);
                    above = above.parent()) {
                if (find(above).orElse(null) instanceof Found.Directory directory) {
                    ended.put(above, directory.node().orElseGet(ofBase(above)));
                } else {
                    throw new NeedsEngineException(above + " is no directory of the image");
                }
            }
        }
        refuseInheritance(ended);
        return ended;
    }

    /** The kernel gives a directory that is made in one with this bit the bit as well, unless its mode is set afterwards. */
    private static void refuseInheritance(SortedMap<ImagePath, Node> layer) throws NeedsEngineException {
        for (Map.Entry<ImagePath, Node> entry : layer.entrySet()) {
            if (entry.getValue() instanceof Node.Directory
                    && layer.get(entry.getKey().parent()) instanceof Node.Directory above
                    && (above.mode() & SET_GROUP_ID) != 0) {
                throw new NeedsEngineException(entry.getKey().parent() + " has the set-group-ID bit");
            }
        }
    }

    private Supplier<Node.Directory> ofBase(ImagePath path) {
        return () -> {
            ImageFiles.Directory directory = base.directory(path.value());
            return new Node.Directory(
                    directory.mode(), new Owner(directory.user(), directory.group()), directory.modified());
        };
    }

    /** Asks the base only for what is in a directory that it has. */
    private Optional<ImageFile> below(ImagePath path) {
        ImagePath parent = path.parent();
        boolean reachable = !isCovered(path)
                && (parent.isRoot()
                        || below(parent)
                                .filter(file -> file.type() == ImageFile.Type.DIRECTORY)
                                .isPresent());
        return reachable ? base.find(path.value()) : Optional.empty();
    }

    private boolean isCovered(ImagePath path) {
        for (ImagePath at = path; !at.isRoot(); at = at.parent()) {
            if (covered.contains(at)) {
                return true;
            }
        }
        return false;
    }

    private static Found found(Node node) {
        if (node instanceof Node.Directory directory) {
            return new Found.Directory(Optional.of(directory));
        }
        return node instanceof Node.Link link
                ? new Found.Link(link.target())
                : new Found.File(Optional.of((Node.File) node));
    }

    private Found found(ImagePath path, ImageFile file) throws NeedsEngineException {
        if (file.type() == ImageFile.Type.DIRECTORY) {
            return new Found.Directory(Optional.empty());
        }
        if (file.type() != ImageFile.Type.SYMLINK) {
            return new Found.File(Optional.empty());
        }
        if (linkOfBaseReplaced) {
            // The base says where its link leads in the base alone.
            throw new NeedsEngineException("a link of the base may lead over another one that was replaced");
        }
        return new Found.Link(
                file.leadsTo().orElseThrow(() -> new NeedsEngineException(path + " is a link that leads nowhere")));
    }
}
