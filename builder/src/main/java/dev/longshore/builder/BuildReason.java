package dev.longshore.builder;

import dev.longshore.builder.TreeComparison.Change;
import dev.longshore.builder.context.BuildContext;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in what two builds of the same container differ. */
final class BuildReason {
    private static final int NAMED_FILES = 3;

    private final BuildContext oldContext;
    private final BuildContext newContext;

    private BuildReason(BuildContext oldContext, BuildContext newContext) {
        this.oldContext = oldContext;
        this.newContext = newContext;
    }

    /** The first difference that a person would look for. */
    static String changed(SourceTree oldTree, ImageBuild before, SourceTree newTree, ImageBuild now) {
        if (!before.context().equals(now.context())) {
            return "its context is " + now.context() + ", no longer " + before.context();
        }
        if (!before.dockerfile().equals(now.dockerfile())) {
            return "its Dockerfile is " + now.dockerfile() + ", no longer " + before.dockerfile();
        }
        BuildReason reason = new BuildReason(BuildContext.of(oldTree, before), BuildContext.of(newTree, now));
        List<String> files = TreeComparison.of(oldTree, before.context(), newTree, now.context()).stream()
                .flatMap(reason::name)
                .toList();
        if (!files.isEmpty()) {
            return changed(oldTree, newTree, now.context()) + ": " + names(files);
        }
        return Stream.of(now.dockerfile(), BuildContext.ignoreFileOf(now))
                .filter(file -> !id(oldTree, file).equals(id(newTree, file)))
                .findFirst()
                .map(file -> changed(oldTree, newTree, file))
                .orElse("this version of Longshore names or builds it in another way");
    }

    /** The file's name within the context; nothing when neither context has it. */
    private Stream<String> name(Change change) {
        Optional<SourcePath> present = change.after().map(SourceEntry::path).filter(newContext::includes);
        Optional<SourcePath> gone = change.before().map(SourceEntry::path).filter(oldContext::includes);
        return present
                .map(newContext::relative)
                .or(() -> gone.map(path -> oldContext.relative(path) + " (removed)"))
                .stream();
    }

    private static String names(List<String> files) {
        String named = files.stream().limit(NAMED_FILES).collect(Collectors.joining(", "));
        return files.size() <= NAMED_FILES ? named : named + " and " + (files.size() - NAMED_FILES) + " more";
    }

    private static String changed(SourceTree oldTree, SourceTree newTree, SourcePath path) {
        return path + " changed (" + id(oldTree, path) + " → " + id(newTree, path) + ")";
    }

    private static String id(SourceTree tree, SourcePath path) {
        return tree.find(path).map(SourceEntry::shortId).orElse("nothing");
    }
}
