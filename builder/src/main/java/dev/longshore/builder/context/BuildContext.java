package dev.longshore.builder.context;

import dev.longshore.project.ImageBuild;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The files that a build may use: those of its context directory, or of what it shares, that {@code .dockerignore} leaves in. */
public final class BuildContext {
    public static final String IGNORE_FILE = ".dockerignore";
    private static final int MAX_IGNORE_FILE_BYTES = 1024 * 1024;

    private final SourceTree tree;
    private final ImageBuild build;
    private final DockerIgnore ignore;
    private final List<SourcePath> visible;

    private BuildContext(SourceTree tree, ImageBuild build, DockerIgnore ignore, List<SourcePath> visible) {
        this.tree = tree;
        this.build = build;
        this.ignore = ignore;
        this.visible = List.copyOf(visible);
    }

    /** The context of a build in a tree. {@code <Dockerfile>.dockerignore} outweighs {@code .dockerignore}. */
    public static BuildContext of(SourceTree tree, ImageBuild build) {
        DockerIgnore ignore = ignoreFile(tree, ignoreFileOf(build))
                .or(() -> ignoreFile(tree, build.context().child(IGNORE_FILE)))
                .orElse(DockerIgnore.NONE);
        return new BuildContext(tree, build, ignore, build.visible());
    }

    /**
     * The same context with less in it: only the Dockerfile, the ignore file and these.
     *
     * @param places files and directories of the repository, with all that they hold
     */
    public BuildContext narrowedTo(Collection<SourcePath> places) {
        List<SourcePath> both = places.stream()
                .flatMap(place -> visible.stream()
                        .filter(path -> path.isWithin(place) || place.isWithin(path))
                        .map(path -> path.isWithin(place) ? path : place))
                .toList();
        return new BuildContext(tree, build, ignore, both);
    }

    /** The ignore file that is for this Dockerfile alone, whether it exists or not. */
    public static SourcePath ignoreFileOf(ImageBuild build) {
        return build.dockerfile().parent().child(build.dockerfile().name() + IGNORE_FILE);
    }

    /** Whether there is such a directory. */
    public boolean exists() {
        return tree.find(build.context())
                .filter(entry -> entry.kind() == Kind.DIRECTORY)
                .isPresent();
    }

    /** The Dockerfile's entry in the repository. */
    public Optional<SourceEntry> dockerfile() {
        return tree.find(build.dockerfile());
    }

    public boolean isDockerfileWithin() {
        return build.dockerfile().isWithin(build.context());
    }

    /**
     * The Dockerfile's path for the engine: relative to the context, or a name made from its content when it lies outside.
     */
    public String dockerfilePath() {
        return isDockerfileWithin()
                ? relative(build.dockerfile())
                : ".dockerfile." + dockerfile().map(SourceEntry::id).orElse("missing");
    }

    /** Everything in the context, directories before what they hold; paths are those in the repository. */
    public List<SourceEntry> entries() {
        List<SourceEntry> entries = new ArrayList<>();
        collect(build.context(), entries);
        return entries;
    }

    /** Whether a path of the repository is in the context, if it exists. */
    public boolean includes(SourcePath path) {
        return path.isWithin(build.context())
                && (isAlwaysSent(path) || (isVisible(path) && !ignore.excludes(relative(path))));
    }

    private boolean isVisible(SourcePath path) {
        return visible.stream().anyMatch(path::isWithin);
    }

    /** Whether {@code COPY} doesn't see a path of the context. */
    boolean isIgnored(SourcePath path) {
        return ignore.excludes(relative(path));
    }

    /** The context's own directory. */
    SourceEntry root() {
        return tree.find(build.context()).orElseThrow();
    }

    /** A path as seen from the context. */
    public String relative(SourcePath path) {
        return path.relativeTo(build.context()).value();
    }

    private void collect(SourcePath directory, List<SourceEntry> entries) {
        for (SourceEntry entry : tree.list(directory)) {
            boolean included = includes(entry.path());
            if (entry.kind() != Kind.DIRECTORY) {
                if (included) {
                    entries.add(entry);
                }
            } else if (included || mayHoldSomething(entry.path())) {
                int place = entries.size();
                collect(entry.path(), entries);
                if (included || entries.size() > place) {
                    entries.add(place, entry);
                }
            }
        }
    }

    private boolean mayHoldSomething(SourcePath excluded) {
        return build.dockerfile().isWithin(excluded)
                || visible.stream().anyMatch(path -> path.isWithin(excluded))
                || ignore.mayTakeBackInBelow(relative(excluded));
    }

    /** The engine needs both, and leaves them out of the image itself where they are ignored. */
    private boolean isAlwaysSent(SourcePath path) {
        return path.equals(build.dockerfile()) || path.equals(build.context().child(IGNORE_FILE));
    }

    private static Optional<DockerIgnore> ignoreFile(SourceTree tree, SourcePath path) {
        return tree.find(path).filter(entry -> entry.kind().isFile()).map(file -> {
            try (InputStream content = tree.open(file)) {
                return DockerIgnore.parse(
                        new String(content.readNBytes(MAX_IGNORE_FILE_BYTES), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    public SourceTree tree() {
        return tree;
    }

    public ImageBuild build() {
        return build;
    }
}
