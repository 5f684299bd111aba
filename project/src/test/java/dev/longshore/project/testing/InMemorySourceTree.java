package dev.longshore.project.testing;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A source tree whose files a test writes down. Ids are those of Git, so equal content has equal ids here too.
 * Immutable: every {@code with…} returns a changed copy.
 */
public final class InMemorySourceTree implements SourceTree {
    public static final InMemorySourceTree EMPTY = new InMemorySourceTree(Map.of());

    private static final class Leaf {
        final Kind kind;
        final byte[] content;

        Leaf(Kind kind, byte[] content) {
            this.kind = kind;
            this.content = content;
        }
    }

    private final TreeMap<SourcePath, Leaf> leaves;

    private InMemorySourceTree(Map<SourcePath, Leaf> leaves) {
        this.leaves = new TreeMap<>(leaves);
    }

    public static InMemorySourceTree of(Map<String, String> files) {
        InMemorySourceTree tree = EMPTY;
        for (Map.Entry<String, String> file : files.entrySet()) {
            tree = tree.with(file.getKey(), file.getValue());
        }
        return tree;
    }

    public InMemorySourceTree with(String path, String text) {
        return with(path, Kind.FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    public InMemorySourceTree withExecutable(String path, String text) {
        return with(path, Kind.EXECUTABLE, text.getBytes(StandardCharsets.UTF_8));
    }

    public InMemorySourceTree withSymlink(String path, String target) {
        return with(path, Kind.SYMLINK, target.getBytes(StandardCharsets.UTF_8));
    }

    public InMemorySourceTree with(String path, Kind kind, byte[] content) {
        InMemorySourceTree copy = new InMemorySourceTree(leaves);
        copy.leaves.put(new SourcePath(path), new Leaf(kind, content.clone()));
        return copy;
    }

    /** Without a file, or without a directory and all below it. */
    public InMemorySourceTree without(String path) {
        SourcePath gone = new SourcePath(path);
        InMemorySourceTree copy = new InMemorySourceTree(leaves);
        copy.leaves.keySet().removeIf(leaf -> leaf.isWithin(gone));
        return copy;
    }

    @Override
    public Optional<SourceEntry> find(SourcePath path) {
        Leaf leaf = leaves.get(path);
        if (leaf != null) {
            return Optional.of(new SourceEntry(path, leaf.kind, gitId("blob", leaf.content)));
        }
        boolean directory = path.isRoot() || leaves.keySet().stream().anyMatch(other -> other.isWithin(path));
        return directory ? Optional.of(new SourceEntry(path, Kind.DIRECTORY, treeId(path))) : Optional.empty();
    }

    @Override
    public List<SourceEntry> list(SourcePath directory) {
        return leaves.keySet().stream()
                .filter(leaf -> !leaf.equals(directory) && leaf.isWithin(directory))
                .map(leaf -> leaf.relativeTo(directory).value().split("/", 2)[0])
                .distinct()
                .flatMap(name -> find(directory.child(name)).stream())
                .sorted(Comparator.comparing(InMemorySourceTree::gitSortKey))
                .toList();
    }

    @Override
    public long size(SourceEntry file) {
        return content(file).length;
    }

    @Override
    public InputStream open(SourceEntry file) {
        return new ByteArrayInputStream(content(file));
    }

    private byte[] content(SourceEntry file) {
        Leaf leaf = leaves.get(file.path());
        if (leaf == null) {
            throw new IllegalArgumentException("no file " + file.path());
        }
        return leaf.content;
    }

    private static String gitSortKey(SourceEntry entry) {
        return entry.path().name() + (entry.kind() == Kind.DIRECTORY ? "/" : "");
    }

    private String treeId(SourcePath directory) {
        List<byte[]> parts = new ArrayList<>();
        for (SourceEntry entry : list(directory)) {
            String mode = switch (entry.kind()) {
                case FILE -> "100644";
                case EXECUTABLE -> "100755";
                case SYMLINK -> "120000";
                case DIRECTORY -> "40000";
                case SUBMODULE -> "160000";
            };
            parts.add((mode + " " + entry.path().name() + "\0").getBytes(StandardCharsets.UTF_8));
            parts.add(HexFormat.of().parseHex(entry.id()));
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        parts.forEach(content::writeBytes);
        return gitId("tree", content.toByteArray());
    }

    private static String gitId(String type, byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update((type + " " + content.length + "\0").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
