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

    private final SourceTree oldTree;
    private final SourceTree newTree;
    private final ImageBuild build;

    private BuildReason(BuildContext before, ImageInputs now) {
        this.oldTree = before.tree();
        this.newTree = now.context().tree();
        this.build = now.context().build();
    }

    /** The first difference that a person would look for. */
    static String changed(BuildContext before, ImageInputs now, Bases bases) {
        ImageBuild old = before.build();
        ImageBuild build = now.context().build();
        if (!old.context().equals(build.context())) {
            return "its context is " + build.context() + ", no longer " + old.context();
        }
        if (!old.dockerfile().equals(build.dockerfile())) {
            return "its Dockerfile is " + build.dockerfile() + ", no longer " + old.dockerfile();
        }
        if (!old.shared().equals(build.shared())) {
            return "conf/ci.yaml lets it use other directories";
        }
        BuildReason reason = new BuildReason(before, now);
        List<Change> changes =
                TreeComparison.of(before.tree(), old.context(), now.context().tree(), build.context());
        List<Change> counting = counting(changes, before, now, bases);
        return Stream.of(
                        counting.isEmpty() ? reason.otherFile() : Optional.of(reason.files(counting)),
                        Optional.of(changedBases(now.bases(), bases)))
                .flatMap(Optional::stream)
                .filter(text -> !text.isEmpty())
                .reduce((files, images) -> files + "; " + images)
                .orElse("this version of Longshore names or builds it in another way");
    }

    /** {@code base image python:3.11-slim changed (0c2a5b6 → 9d41c0e)}; empty when none did. */
    static String changedBases(List<BaseUse> used, Bases bases) {
        return used.stream()
                .flatMap(use -> bases.replaced(use.reference()).stream())
                .map(before -> "base image " + before.reference() + " changed (" + before.shortId() + " → "
                        + bases.find(before.reference()).orElse(before).shortId() + ")")
                .collect(Collectors.joining("; "));
    }

    private static List<Change> counting(List<Change> changes, BuildContext before, ImageInputs now, Bases bases) {
        boolean removed = changes.stream().anyMatch(change -> change.after().isEmpty());
        Optional<ImageInputs> old = removed ? Optional.of(ImageInputs.of(before, bases)) : Optional.empty();
        return changes.stream()
                .filter(change -> change.after()
                        .map(file -> now.include(file.path()))
                        .orElseGet(() -> old.filter(inputs -> inputs.include(path(change)))
                                .isPresent()))
                .toList();
    }

    /** Names the files by the directory that all of them are in. */
    private String files(List<Change> changes) {
        SourcePath place = place(changes);
        if (changes.size() == 1 && path(changes.get(0)).parent().equals(place) && place.isRoot() && isWide()) {
            return changed(path(changes.get(0)));
        }
        List<String> names = changes.stream()
                .map(change ->
                        path(change).relativeTo(place).value() + (change.after().isPresent() ? "" : " (removed)"))
                .toList();
        return place.isRoot() && isWide() ? names(names) + " changed" : changed(place) + ": " + names(names);
    }

    /** The context; of one that holds more than a microservice as little as possible. */
    private SourcePath place(List<Change> changes) {
        if (!isWide()) {
            return build.context();
        }
        SourcePath place = path(changes.get(0)).parent();
        for (Change change : changes) {
            while (!path(change).isWithin(place)) {
                place = place.parent();
            }
        }
        return place;
    }

    private boolean isWide() {
        return !build.dockerfile().parent().equals(build.context())
                && build.dockerfile().isWithin(build.context());
    }

    /** What is no file of the image, but says how it is made. */
    private Optional<String> otherFile() {
        return Stream.of(
                        build.dockerfile(),
                        BuildContext.ignoreFileOf(build),
                        build.context().child(BuildContext.IGNORE_FILE))
                .filter(file -> !id(oldTree, file).equals(id(newTree, file)))
                .findFirst()
                .map(this::changed);
    }

    private static SourcePath path(Change change) {
        return change.after().or(change::before).map(SourceEntry::path).orElseThrow();
    }

    private static String names(List<String> files) {
        String named = files.stream().limit(NAMED_FILES).collect(Collectors.joining(", "));
        return files.size() <= NAMED_FILES ? named : named + " and " + (files.size() - NAMED_FILES) + " more";
    }

    private String changed(SourcePath path) {
        return path + " changed (" + id(oldTree, path) + " → " + id(newTree, path) + ")";
    }

    private static String id(SourceTree tree, SourcePath path) {
        return tree.find(path).map(SourceEntry::shortId).orElse("nothing");
    }
}
