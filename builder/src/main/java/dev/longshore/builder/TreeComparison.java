package dev.longshore.builder;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the files in which two directories differ. Equal directories have equal ids and aren't opened. */
final class TreeComparison {
    private final SourceTree before;
    private final SourceTree after;
    private final List<Change> changes = new ArrayList<>();

    /** A file at one side at least; directories are looked into. */
    record Change(Optional<SourceEntry> before, Optional<SourceEntry> after) {}

    private TreeComparison(SourceTree before, SourceTree after) {
        this.before = before;
        this.after = after;
    }

    /** The differences in the order of their names. */
    static List<Change> of(SourceTree before, SourcePath oldDirectory, SourceTree after, SourcePath newDirectory) {
        TreeComparison comparison = new TreeComparison(before, after);
        comparison.compare(before.find(oldDirectory), after.find(newDirectory));
        return comparison.changes;
    }

    private void compare(Optional<SourceEntry> old, Optional<SourceEntry> now) {
        if (old.isPresent()
                && now.isPresent()
                && old.get().id().equals(now.get().id())
                && old.get().kind() == now.get().kind()) {
            return;
        }
        Optional<SourceEntry> oldFile = old.filter(entry -> entry.kind() != Kind.DIRECTORY);
        Optional<SourceEntry> newFile = now.filter(entry -> entry.kind() != Kind.DIRECTORY);
        if (oldFile.isPresent() || newFile.isPresent()) {
            changes.add(new Change(oldFile, newFile));
        }
        Map<String, SourceEntry> oldEntries = children(before, old);
        Map<String, SourceEntry> newEntries = children(after, now);
        TreeSet<String> names = new TreeSet<>(oldEntries.keySet());
        names.addAll(newEntries.keySet());
        for (String name : names) {
            compare(Optional.ofNullable(oldEntries.get(name)), Optional.ofNullable(newEntries.get(name)));
        }
    }

    private static Map<String, SourceEntry> children(SourceTree tree, Optional<SourceEntry> entry) {
        return entry.filter(candidate -> candidate.kind() == Kind.DIRECTORY)
                .map(directory -> tree.list(directory.path()).stream()
                        .collect(Collectors.toMap(
                                child -> child.path().name(), Function.identity(), (a, b) -> a, TreeMap::new)))
                .orElseGet(TreeMap::new);
    }
}
