package dev.longshore.builder.inprocess;

import dev.longshore.builder.context.ContextFiles;
import dev.longshore.builder.layer.ContentTime;
import dev.longshore.builder.layer.ImagePath;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.layer.Node;
import dev.longshore.builder.layer.Owner;
import dev.longshore.builder.recipe.SourcePattern;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The build's context, in which everything is root's. */
final class ContextOrigin implements Origin {
    private final ContextFiles context;

    ContextOrigin(ContextFiles context) {
        this.context = context;
    }

    @Override
    public List<Match> find(SourcePattern pattern) throws NeedsEngineException {
        List<Match> found = new ArrayList<>();
        for (SourcePath path : pattern.in(context)) {
            Optional<SourcePath> target = context.resolve(path);
            if (target.isEmpty()) {
                throw new NeedsEngineException("no file " + path);
            }
            boolean isDirectory = context.entry(target.get()).kind() == Kind.DIRECTORY;
            found.add(new Match(inImage(target.get()), path.name(), isDirectory));
        }
        return found;
    }

    @Override
    public SortedMap<ImagePath, Node> tree(Match found) throws NeedsEngineException {
        SourcePath root = new SourcePath(found.path().value().substring(1));
        SortedMap<ImagePath, Node> tree = new TreeMap<>();
        tree.put(found.path(), node(context.entry(root)));
        if (found.isDirectory()) {
            for (SourcePath path : context.below(root)) {
                tree.put(inImage(path), node(context.entry(path)));
            }
        }
        return tree;
    }

    private Node node(SourceEntry entry) throws NeedsEngineException {
        return switch (entry.kind()) {
            case DIRECTORY -> Node.Directory.made(Owner.ROOT);
            case SYMLINK -> new Node.Link(context.target(entry), Owner.ROOT, ContentTime.of(entry));
            case FILE, EXECUTABLE -> Node.File.of(context.tree(), entry, Owner.ROOT);
            case SUBMODULE -> throw new NeedsEngineException(entry.path() + " is a submodule");
        };
    }

    private static ImagePath inImage(SourcePath path) {
        return new ImagePath("/" + path.value());
    }
}
