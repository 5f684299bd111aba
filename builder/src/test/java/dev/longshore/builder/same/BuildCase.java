package dev.longshore.builder.same;

import dev.longshore.builder.Builds;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.testing.InMemorySourceTree;

/**
 * A Dockerfile, and the files that it is built from.
 *
 * @param dockerfile its text, in which a name in braces, such as <code>{base}</code>, stands for one of the {@link Bases}
 * @param files the repository without the Dockerfile
 * @param isRefused whether an engine refuses it, so that the other way must too
 * @param way how Longshore makes it, unless it is refused
 * @param forEngine the Dockerfile that an engine is given, which says the same in words that it knows
 */
record BuildCase(
        String name,
        String dockerfile,
        ImageBuild build,
        InMemorySourceTree files,
        boolean isRefused,
        Way way,
        String forEngine) {
    private static final String CONTEXT = "microservices/api/";

    /** What the context of every case holds. */
    private static final InMemorySourceTree FILES = InMemorySourceTree.EMPTY
            .with(CONTEXT + "a.txt", "content of a\n")
            .with(CONTEXT + "b.txt", "b\n")
            .withExecutable(CONTEXT + "run.sh", "#!/bin/sh\necho ran\n")
            .with(CONTEXT + "dir/x.txt", "x\n")
            .with(CONTEXT + "dir/deep/y.txt", "y\n")
            .withExecutable(CONTEXT + "dir/deep/tool", "tool\n")
            .with(CONTEXT + "other/z.txt", "z\n");

    static BuildCase ofDockerfile(String name, String dockerfile) {
        return new BuildCase(name, dockerfile, Builds.of("api"), FILES, false, Way.IN_PROCESS, dockerfile);
    }

    /** A case of these lines on the base, which are its name too. */
    static BuildCase onBase(String... lines) {
        return ofDockerfile(String.join(" | ", lines), "FROM {base}\n" + String.join("\n", lines) + "\n");
    }

    /** The same with one more file of the context, or another one. */
    BuildCase with(String path, String text) {
        return with(files.with(CONTEXT + path, text));
    }

    BuildCase with(String path, byte[] content) {
        return with(files.with(CONTEXT + path, Kind.FILE, content));
    }

    BuildCase withSymlink(String path, String target) {
        return named(path + " -> " + target).with(files.withSymlink(CONTEXT + path, target));
    }

    /** @param rules the text of {@code .dockerignore} */
    BuildCase ignoring(String rules) {
        return named("ignoring " + rules.strip().replaceAll("\\n+", " ")).with(".dockerignore", rules);
    }

    private BuildCase named(String more) {
        return new BuildCase(name + " | " + more, dockerfile, build, files, isRefused, way, forEngine);
    }

    private BuildCase with(InMemorySourceTree changed) {
        return new BuildCase(name, dockerfile, build, changed, isRefused, way, forEngine);
    }

    /** The same with its Dockerfile outside the context. */
    BuildCase withDockerfileAt(String path) {
        ImageBuild elsewhere = Builds.of("api", "api", "microservices/api", path);
        return new BuildCase(name, dockerfile, elsewhere, files, isRefused, way, forEngine);
    }

    BuildCase refused() {
        return new BuildCase(name, dockerfile, build, files, true, way, forEngine);
    }

    /** The same, which Longshore leaves to the engine's builder. */
    BuildCase byEngine() {
        return made(Way.ENGINE);
    }

    BuildCase made(Way otherWay) {
        return new BuildCase(name, dockerfile, build, files, isRefused, otherWay, forEngine);
    }

    /** The same, where an engine that doesn't know one of the words is given these lines on the base. */
    BuildCase asAnEnginesOwn(String... lines) {
        String other = "FROM {base}\n" + String.join("\n", lines) + "\n";
        return new BuildCase(name, dockerfile, build, files, isRefused, way, other);
    }

    /** What the engine is given. */
    BuildCase forTheEngine() {
        return new BuildCase(name, forEngine, build, files, isRefused, way, forEngine);
    }

    /** The whole repository. */
    InMemorySourceTree tree(Bases bases) {
        return files.with(build.dockerfile().value(), bases.named(dockerfile));
    }

    @Override
    public String toString() {
        return name;
    }
}
