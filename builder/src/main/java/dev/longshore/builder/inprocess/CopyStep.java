package dev.longshore.builder.inprocess;

import dev.longshore.builder.inprocess.Origin.Match;
import dev.longshore.builder.layer.ImagePath;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.layer.Node;
import dev.longshore.builder.layer.Owner;
import dev.longshore.builder.layer.StageFiles;
import dev.longshore.builder.recipe.SourcePattern;
import dev.longshore.project.dockerfile.CopySource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts files into a stage as Docker's classic builder does: a directory's content is merged into its destination, a file goes
 * into a directory that exists or that is written with a slash at its end.
 */
final class CopyStep {
    private static final int MAX_LISTED = 60;

    private final Origin origin;
    private final StageFiles stage;
    private final Optional<Owner> owner;
    private final Optional<Integer> mode;

    private record Source(Origin origin, Match match) {}

    /**
     * @param owner whose everything is made; missing to leave it with whom it is
     * @param mode that everything gets; missing to leave it as it is
     */
    CopyStep(Origin origin, StageFiles stage, Optional<Owner> owner, Optional<Integer> mode) {
        this.origin = origin;
        this.stage = stage;
        this.owner = owner;
        this.mode = mode;
    }

    /**
     * @param sources paths, patterns and files, variables replaced
     * @param destination made absolute
     * @param intoDirectory whether the destination is written as a directory
     * @param added whether {@code ADD} says so, which unpacks archives
     */
    void copy(List<CopySource> sources, ImagePath destination, boolean intoDirectory, boolean added)
            throws NeedsEngineException, IOException {
        List<Source> found = new ArrayList<>();
        for (CopySource source : sources) {
            if (source instanceof CopySource.Path path) {
                find(path.path()).forEach(match -> found.add(new Source(origin, match)));
            } else if (source instanceof CopySource.Inline inline) {
                InlineOrigin here = new InlineOrigin(inline.heredoc());
                found.add(new Source(here, here.file()));
            }
        }
        if (found.size() > 1 && !intoDirectory) {
            throw new NeedsEngineException("several files for one path");
        }
        for (Source source : found) {
            if (source.match().isDirectory()) {
                copyDirectory(source, stage.resolve(destination));
            } else {
                copyFile(source, destination, intoDirectory, added);
            }
        }
    }

    private List<Match> find(String written) throws NeedsEngineException {
        SourcePattern pattern =
                SourcePattern.of(written).orElseThrow(() -> new NeedsEngineException(shortened(written)));
        List<Match> found = origin.find(pattern);
        if (found.isEmpty()) {
            throw new NeedsEngineException("no file " + shortened(written));
        }
        return found;
    }

    private void copyDirectory(Source source, ImagePath destination) throws NeedsEngineException {
        if (stage.find(destination).isEmpty()) {
            stage.makeDirectories(destination.parent(), Owner.ROOT);
            stage.put(destination, changed(Node.Directory.made(Owner.ROOT)));
        } else if (!stage.isDirectory(destination)) {
            throw new NeedsEngineException(destination + " is no directory of the image");
        }
        ImagePath root = source.match().path();
        for (Map.Entry<ImagePath, Node> entry :
                source.origin().tree(source.match()).entrySet()) {
            if (!entry.getKey().equals(root)) {
                String name = entry.getKey().value().substring(root.value().length());
                stage.put(destination.resolve(name), changed(entry.getValue()));
            }
        }
    }

    private void copyFile(Source source, ImagePath destination, boolean intoDirectory, boolean added)
            throws NeedsEngineException, IOException {
        Match match = source.match();
        Node node = Optional.ofNullable(source.origin().tree(match).get(match.path()))
                .orElseThrow(() -> new NeedsEngineException("no file " + match.path()));
        if (added && node instanceof Node.File file && ArchiveFile.maybe(file.content())) {
            throw new NeedsEngineException("ADD unpacks " + match.path().name());
        }
        ImagePath resolved = stage.resolve(destination);
        ImagePath target = intoDirectory || stage.isDirectory(resolved) ? resolved.child(match.name()) : resolved;
        stage.makeDirectories(target.parent(), owner.orElse(Owner.ROOT));
        stage.put(target, changed(node));
    }

    private Node changed(Node node) {
        Node owned = owner.map(node::ownedBy).orElse(node);
        return mode.map(owned::withMode).orElse(owned);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LISTED ? text : text.substring(0, MAX_LISTED) + "…";
    }
}
