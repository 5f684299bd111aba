package dev.longshore.builder.inprocess;

import dev.longshore.builder.layer.ImagePath;
import dev.longshore.builder.layer.InlineFile;
import dev.longshore.builder.layer.Node;
import dev.longshore.builder.layer.Owner;
import dev.longshore.builder.recipe.SourcePattern;
import dev.longshore.project.dockerfile.Heredoc;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One file that is written in the Dockerfile itself. */
final class InlineOrigin implements Origin {
    private final Match file;
    private final String text;

    /** @param heredoc variables replaced */
    InlineOrigin(Heredoc heredoc) {
        this.file = new Match(ImagePath.ROOT.child(heredoc.name()), heredoc.name(), false);
        this.text = heredoc.text();
    }

    Match file() {
        return file;
    }

    @Override
    public List<Match> find(SourcePattern pattern) {
        return List.of();
    }

    @Override
    public SortedMap<ImagePath, Node> tree(Match found) {
        SortedMap<ImagePath, Node> tree = new TreeMap<>();
        tree.put(file.path(), Node.File.of(new InlineFile(text), Owner.ROOT));
        return tree;
    }
}
