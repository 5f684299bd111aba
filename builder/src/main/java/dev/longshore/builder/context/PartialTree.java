package dev.longshore.builder.context;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A few files of another tree, and one file in place of that tree's own. */
public final class PartialTree implements SourceTree {
    private final SourceTree whole;
    private final Set<SourcePath> files;
    private final Set<SourcePath> directories = new HashSet<>();
    private final SourcePath replaced;

    /**
     * @param files those to be seen, none of them a directory
     * @param path of the file that has another content here
     */
    public PartialTree(SourceTree whole, Set<SourcePath> files, SourcePath path, String content) {
        this.whole = new ReplacedFile(whole, path, content);
        this.files = Set.copyOf(files);
        this.replaced = path;
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
        return whole.find(path).filter(this::isSeen);
    }

    @Override
    public List<SourceEntry> list(SourcePath directory) {
        return whole.list(directory).stream().filter(this::isSeen).toList();
    }

    private boolean isSeen(SourceEntry entry) {
        return entry.path().equals(replaced)
                || files.contains(entry.path())
                || (entry.kind() == Kind.DIRECTORY && directories.contains(entry.path()));
    }

    @Override
    public long size(SourceEntry file) {
        return whole.size(file);
    }

    @Override
    public InputStream open(SourceEntry file) {
        return whole.open(file);
    }
}
