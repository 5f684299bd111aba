package dev.longshore.server.push.step;

import dev.longshore.builder.context.BuildContext;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.Project;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what stands in a commit for content that isn't in it: pointers of Git LFS and submodules. Where an image or the
 * project is made from them they are errors, as the image would have a pointer or an empty directory in place of files.
 */
final class ContentCheck {
    private static final int SHOWN = 5;
    private static final SourcePath CONF = new SourcePath("conf");
    private static final SourcePath MICROSERVICES = new SourcePath("microservices");

    private final LfsPointers lfs = new LfsPointers();

    /** What keeps the project's own files from being read. */
    List<Problem> beforeReading(SourceTree tree) {
        List<SourceEntry> pointers = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (SourcePath directory : List.of(SourcePath.ROOT, CONF)) {
            tree.list(directory).stream().filter(file -> isRead(tree, file)).forEach(pointers::add);
        }
        for (SourceEntry microservice : tree.list(MICROSERVICES)) {
            if (microservice.kind() == Kind.SUBMODULE) {
                problems.add(submodule(microservice));
            }
            tree.list(microservice.path()).stream()
                    .filter(file -> isRead(tree, file))
                    .forEach(pointers::add);
        }
        addPointers(pointers, problems);
        return problems;
    }

    /**
     * What would go into images.
     *
     * @param submodules how many the commit has
     */
    List<Problem> contexts(Project project, SourceTree tree, long submodules) {
        Map<SourcePath, SourceEntry> pointers = new LinkedHashMap<>();
        Map<SourcePath, SourceEntry> missing = new LinkedHashMap<>();
        project.microservices().stream()
                .flatMap(microservice -> microservice.builds().stream())
                .forEach(build -> look(tree, build, pointers, missing));
        List<Problem> problems = new ArrayList<>();
        addPointers(List.copyOf(pointers.values()), problems);
        missing.values().forEach(entry -> problems.add(submodule(entry)));
        if (submodules > missing.size()) {
            long others = submodules - missing.size();
            problems.add(Problem.warning(
                    Position.ofFile(".gitmodules"),
                    (others == 1 ? "1 submodule is" : others + " submodules are")
                            + " ignored: a push doesn't bring their files, and no image is made from them"));
        }
        return problems;
    }

    private void look(
            SourceTree tree,
            ImageBuild build,
            Map<SourcePath, SourceEntry> pointers,
            Map<SourcePath, SourceEntry> missing) {
        BuildContext context = BuildContext.of(tree, build);
        List<SourceEntry> entries = new ArrayList<>(context.entries());
        context.dockerfile().ifPresent(entries::add);
        for (SourceEntry entry : entries) {
            if (entry.kind() == Kind.SUBMODULE) {
                missing.put(entry.path(), entry);
            } else if (lfs.isPointer(tree, entry)) {
                pointers.put(entry.path(), entry);
            }
        }
    }

    private boolean isRead(SourceTree tree, SourceEntry file) {
        String name = file.path().name();
        return (name.endsWith(".yaml") || name.endsWith(".yml")) && lfs.isPointer(tree, file);
    }

    private static void addPointers(List<SourceEntry> pointers, List<Problem> problems) {
        for (SourceEntry pointer : pointers.subList(0, Math.min(SHOWN, pointers.size()))) {
            problems.add(Problem.error(
                    Position.ofFile(pointer.path().value()),
                    "this is a pointer of Git LFS, whose content a push doesn't bring: commit the file itself"
                            + " (\"git lfs migrate export --include='" + pointer.path()
                            + "'\"), or name it in .dockerignore"));
        }
        if (pointers.size() > SHOWN) {
            SourceEntry next = pointers.get(SHOWN);
            problems.add(Problem.error(
                    Position.ofFile(next.path().value()),
                    "this and " + (pointers.size() - SHOWN - 1) + " other files are pointers of Git LFS too"));
        }
    }

    private static Problem submodule(SourceEntry entry) {
        return Problem.error(
                Position.ofFile(entry.path().value()),
                "this is a submodule, whose files a push doesn't bring: commit the files themselves"
                        + " (\"git rm --cached " + entry.path() + "\", then \"git add\"), or name it in .dockerignore");
    }
}
