package dev.longshore.builder.inprocess;

import dev.longshore.builder.inprocess.Origin.Match;
import dev.longshore.builder.layer.ImagePath;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.layer.Node;
import dev.longshore.builder.layer.Owner;
import dev.longshore.builder.layer.StageFiles;
import dev.longshore.builder.recipe.SourcePattern;
import dev.longshore.project.dockerfile.CopySource;
import dev.longshore.project.dockerfile.Instruction.FileOptions;
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

    /** @param owner whose everything is made; missing to leave it with whom it is */
    CopyStep(Origin origin, StageFiles stage, Optional<Owner> owner) {
        this.origin = origin;
        this.stage = stage;
        this.owner = owner;
    }

    /** @throws NeedsEngineException when an option is one that only some engines know */
    static void check(FileOptions options, List<CopySource> sources) throws NeedsEngineException {
        if (options.chmod().isPresent() || options.link() || !options.excludes().isEmpty()) {
            throw new NeedsEngineException("a flag that not every engine knows");
        }
        for (CopySource source : sources) {
            if (source instanceof CopySource.Inline) {
                throw new NeedsEngineException("a file written in the Dockerfile itself");
            }
        }
    }

    /**
     * @param sources paths and patterns, variables replaced
     * @param destination made absolute
     * @param intoDirectory whether the destination is written as a directory
     * @param added whether {@code ADD} says so, which unpacks archives
     */
    void copy(List<CopySource> sources, ImagePath destination, boolean intoDirectory, boolean added)
            throws NeedsEngineException, IOException {
        List<Match> found = new ArrayList<>();
        for (CopySource source : sources) {
            found.addAll(find(((CopySource.Path) source).path()));
        }
        if (found.size() > 1 && !intoDirectory) {
            throw new NeedsEngineException("several files for one path");
        }
        for (Match source : found) {
            if (source.isDirectory()) {
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

    private void copyDirectory(Match source, ImagePath destination) throws NeedsEngineException {
        if (stage.find(destination).isEmpty()) {
            stage.makeDirectories(destination.parent(), Owner.ROOT);
            stage.put(destination, Node.Directory.made(owner.orElse(Owner.ROOT)));
        } else if (!stage.isDirectory(destination)) {
            throw new NeedsEngineException(destination + " is no directory of the image");
        }
        for (Map.Entry<ImagePath, Node> entry : origin.tree(source).entrySet()) {
            if (!entry.getKey().equals(source.path())) {
                String name =
                        entry.getKey().value().substring(source.path().value().length());
                stage.put(destination.resolve(name), owned(entry.getValue()));
            }
        }
    }

    private void copyFile(Match source, ImagePath destination, boolean intoDirectory, boolean added)
            throws NeedsEngineException, IOException {
        Node node = Optional.ofNullable(origin.tree(source).get(source.path()))
                .orElseThrow(() -> new NeedsEngineException("no file " + source.path()));
        if (added && node instanceof Node.File file && ArchiveFile.maybe(file.content())) {
            throw new NeedsEngineException("ADD unpacks " + source.path().name());
        }
        ImagePath resolved = stage.resolve(destination);
        ImagePath target = intoDirectory || stage.isDirectory(resolved) ? resolved.child(source.name()) : resolved;
        stage.makeDirectories(target.parent(), owner.orElse(Owner.ROOT));
        stage.put(target, owned(node));
    }

    private Node owned(Node node) {
        return owner.map(node::ownedBy).orElse(node);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LISTED ? text : text.substring(0, MAX_LISTED) + "…";
    }
}
