package dev.longshore.builder.same;

import dev.longshore.builder.same.ImageLayer.Addition;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that a container sees, made by putting an image's layers on top of each other. */
final class ImageFiles {
    private static final String ROOT = "";

    private final SortedMap<String, FileEntry> files = new TreeMap<>();

    ImageFiles() {
        files.put(ROOT, FileEntry.ROOT);
    }

    /** Puts the next layer on top. A layer hides only what lies below it. */
    void add(ImageLayer layer) throws IOException {
        layer.hidden().forEach(this::remove);
        layer.emptied().forEach(this::empty);
        Set<String> described = new HashSet<>(Set.of(ROOT));
        for (Addition addition : layer.additions()) {
            describeParent(addition.path(), described);
            put(addition.path(), file(addition));
            described.add(addition.path());
        }
    }

    SortedMap<String, FileEntry> byPath() {
        return new TreeMap<>(files);
    }

    private FileEntry file(Addition addition) throws IOException {
        if (addition.hardLink().isEmpty()) {
            return addition.file();
        }
        String target = addition.hardLink().get();
        return Optional.ofNullable(files.get(target))
                .orElseThrow(() ->
                        new IOException(addition.path() + " is a hard link to " + target + ", which isn't there"));
    }

    private void describeParent(String path, Set<String> described) {
        if (path.isEmpty()) {
            return;
        }
        String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        if (described.add(parent)) {
            describeParent(parent, described);
            put(parent, FileEntry.UNDESCRIBED);
        }
    }

    private void put(String path, FileEntry file) {
        boolean wasDirectory = Optional.ofNullable(files.get(path))
                .filter(FileEntry::isDirectory)
                .isPresent();
        if (wasDirectory && !file.isDirectory()) {
            empty(path);
        }
        files.put(path, file);
    }

    private void remove(String path) {
        empty(path);
        files.remove(path);
    }

    private void empty(String directory) {
        if (directory.isEmpty()) {
            files.keySet().removeIf(path -> !path.isEmpty());
        } else {
            files.subMap(directory + "/", directory + (char) ('/' + 1)).clear();
        }
    }
}
