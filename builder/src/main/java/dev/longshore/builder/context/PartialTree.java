package dev.longshore.builder.context;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A few files of another tree, and one file in place of that tree's own. */
public final class PartialTree implements SourceTree {
    private final SourceTree whole;
    private final Set<SourcePath> files;
    private final Set<SourcePath> directories = new HashSet<>();
    private final SourceEntry replaced;
    private final byte[] content;

    /**
     * @param files those to be seen, none of them a directory
     * @param path of the file that has another content here
     */
    public PartialTree(SourceTree whole, Set<SourcePath> files, SourcePath path, String content) {
        this.whole = whole;
        this.files = Set.copyOf(files);
        this.content = content.getBytes(StandardCharsets.UTF_8);
        this.replaced = new SourceEntry(path, Kind.FILE, id(this.content));
        Stream.concat(files.stream(), Stream.of(path)).forEach(this::addDirectories);
    }

    private void addDirectories(SourcePath file) {
        SourcePath directory = file.parent();
        while (directories.add(directory)) {
            directory = directory.parent();
        }
    }

    @Override
    public Optional<SourceEntry> find(SourcePath path) {
        return path.equals(replaced.path())
                ? Optional.of(replaced)
                : whole.find(path).filter(this::isSeen);
    }

    @Override
    public List<SourceEntry> list(SourcePath directory) {
        return whole.list(directory).stream()
                .map(entry -> entry.path().equals(replaced.path()) ? replaced : entry)
                .filter(this::isSeen)
                .toList();
    }

    private boolean isSeen(SourceEntry entry) {
        return entry.equals(replaced)
                || files.contains(entry.path())
                || (entry.kind() == Kind.DIRECTORY && directories.contains(entry.path()));
    }

    @Override
    public long size(SourceEntry file) {
        return file.equals(replaced) ? content.length : whole.size(file);
    }

    @Override
    public InputStream open(SourceEntry file) {
        return file.equals(replaced) ? new ByteArrayInputStream(content) : whole.open(file);
    }

    private static String id(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
