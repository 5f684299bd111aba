package dev.longshore.project.source;

import java.util.Optional;

/**
 * A path inside a repository: relative, '/'-separated, without empty, "." or ".." parts and without control characters.
 * The root is the empty path.
 */
public record SourcePath(String value) implements Comparable<SourcePath> {
    public static final SourcePath ROOT = new SourcePath("");

    public SourcePath {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a path inside the repository");
        }
    }

    /** Parses a path as people write it in configuration: "./a/b/", "a/b" and "." are understood, ".." is not. */
    public static Optional<SourcePath> parse(String text) {
        StringBuilder path = new StringBuilder();
        for (String part : text.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            path.append(path.length() == 0 ? "" : "/").append(part);
        }
        return text.startsWith("/") || !isValid(path.toString())
                ? Optional.empty()
                : Optional.of(new SourcePath(path.toString()));
    }

    public SourcePath child(String name) {
        return new SourcePath(isRoot() ? name : value + "/" + name);
    }

    public SourcePath resolve(SourcePath below) {
        return below.isRoot() ? this : child(below.value);
    }

    /** The directory that holds this; the root's parent is the root. */
    public SourcePath parent() {
        int slash = value.lastIndexOf('/');
        return slash < 0 ? ROOT : new SourcePath(value.substring(0, slash));
    }

    /** The last part; empty for the root. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    public boolean isRoot() {
        return value.isEmpty();
    }

    /** Whether this is {@code directory} itself or lies below it. */
    public boolean isWithin(SourcePath directory) {
        return directory.isRoot() || equals(directory) || value.startsWith(directory.value + "/");
    }

    /** This path as seen from {@code directory}, which must contain it. */
    public SourcePath relativeTo(SourcePath directory) {
        if (!isWithin(directory)) {
            throw new IllegalArgumentException(this + " is not within " + directory);
        }
        if (directory.isRoot()) {
            return this;
        }
        return equals(directory) ? ROOT : new SourcePath(value.substring(directory.value.length() + 1));
    }

    private static boolean isValid(String path) {
        if (path.isEmpty()) {
            return true;
        }
        if (path.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(SourcePath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return isRoot() ? "." : value;
    }
}
