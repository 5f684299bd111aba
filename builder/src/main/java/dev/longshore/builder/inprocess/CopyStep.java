package dev.longshore.builder.inprocess;

import dev.longshore.builder.context.ContextFiles;
import dev.longshore.builder.layer.ContentTime;
import dev.longshore.builder.layer.ImagePath;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.layer.Node;
import dev.longshore.builder.layer.Owner;
import dev.longshore.builder.layer.StageFiles;
import dev.longshore.builder.recipe.SourcePattern;
import dev.longshore.project.dockerfile.CopySource;
import dev.longshore.project.dockerfile.Instruction.FileOptions;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts files of the context into a stage as Docker's classic builder does: a directory's content is merged into its
 * destination, a file goes into a directory that exists or that is written with a slash at its end; what has no {@code --chown}
 * is root's.
 */
final class CopyStep {
    private static final int MAX_LISTED = 60;

    private final ContextFiles context;
    private final StageFiles stage;
    private final Owner owner;

    /** @param name the file's name at its destination, which isn't that of what a link leads to */
    private record Source(SourcePath path, String name) {}

    CopyStep(ContextFiles context, StageFiles stage, Owner owner) {
        this.context = context;
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
            throws NeedsEngineException {
        List<Source> found = new ArrayList<>();
        for (CopySource source : sources) {
            found.addAll(find(((CopySource.Path) source).path()));
        }
        if (found.size() > 1 && !intoDirectory) {
            throw new NeedsEngineException("several files for one path");
        }
        for (Source source : found) {
            SourceEntry entry = context.entry(source.path());
            if (entry.kind() == Kind.DIRECTORY) {
                copyDirectory(source.path(), stage.resolve(destination));
            } else if (added && ArchiveFile.maybe(context.tree(), entry)) {
                throw new NeedsEngineException("ADD unpacks " + entry.path().name());
            } else {
                copyFile(source, entry, destination, intoDirectory);
            }
        }
    }

    private List<Source> find(String written) throws NeedsEngineException {
        SourcePattern pattern =
                SourcePattern.of(written).orElseThrow(() -> new NeedsEngineException(shortened(written)));
        List<Source> sources = new ArrayList<>();
        for (SourcePath path : pattern.in(context)) {
            Optional<SourcePath> target = context.resolve(path);
            if (target.isEmpty()) {
                throw new NeedsEngineException("no file " + shortened(written));
            }
            sources.add(new Source(target.get(), path.name()));
        }
        if (sources.isEmpty()) {
            throw new NeedsEngineException("no file " + shortened(written));
        }
        return sources;
    }

    private void copyDirectory(SourcePath source, ImagePath destination) throws NeedsEngineException {
        if (stage.find(destination).isEmpty()) {
            stage.makeDirectories(destination.parent(), Owner.ROOT);
            stage.put(destination, Node.Directory.made(owner));
        } else if (!stage.isDirectory(destination)) {
            throw new NeedsEngineException(destination + " is no directory of the image");
        }
        for (SourcePath path : context.below(source)) {
            stage.put(destination.resolve(path.relativeTo(source).value()), node(context.entry(path)));
        }
    }

    private void copyFile(Source source, SourceEntry entry, ImagePath destination, boolean intoDirectory)
            throws NeedsEngineException {
        ImagePath resolved = stage.resolve(destination);
        ImagePath target = intoDirectory || stage.isDirectory(resolved) ? resolved.child(source.name()) : resolved;
        stage.makeDirectories(target.parent(), owner);
        stage.put(target, node(entry));
    }

    private Node node(SourceEntry entry) throws NeedsEngineException {
        return switch (entry.kind()) {
            case DIRECTORY -> Node.Directory.made(owner);
            case SYMLINK -> new Node.Link(context.target(entry), owner, ContentTime.of(entry));
            case FILE, EXECUTABLE -> new Node.File(entry, owner);
            case SUBMODULE -> throw new NeedsEngineException(entry.path() + " is a submodule");
        };
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LISTED ? text : text.substring(0, MAX_LISTED) + "…";
    }
}
