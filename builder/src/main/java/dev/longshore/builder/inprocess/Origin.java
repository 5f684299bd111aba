package dev.longshore.builder.inprocess;

import dev.longshore.builder.layer.ImagePath;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.layer.Node;
import dev.longshore.builder.recipe.SourcePattern;
import java.util.List;
import java.util.SortedMap;

/** Where a step takes files from. */
interface Origin {
    /**
     * Something to copy.
     *
     * @param path where it is, all links followed
     * @param name under which it was found, which isn't that of what a link leads to
     */
    record Match(ImagePath path, String name, boolean isDirectory) {}

    /**
     * What a path or a pattern stands for; nothing where nothing is.
     *
     * @throws NeedsEngineException also when one of several isn't there
     */
    List<Match> find(SourcePattern pattern) throws NeedsEngineException;

    /** What was found, and everything below it, by absolute path. */
    SortedMap<ImagePath, Node> tree(Match found) throws NeedsEngineException;
}
