package dev.longshore.builder.layer;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A path inside an image: absolute, without empty, "." or ".." parts; the root is {@code /}. Directories sort before what
 * they hold.
 */
public record ImagePath(String value) implements Comparable<ImagePath> {
    public static final ImagePath ROOT = new ImagePath("/");

    public ImagePath {
        if (!value.equals(clean(value))) {
            throw new IllegalArgumentException("not a clean absolute path: " + value);
        }
    }

    /** A path as a Dockerfile may write it; what it leads out of the root by ".." is the root. */
    public static ImagePath of(String written) {
        return new ImagePath(clean(written));
    }

    public ImagePath child(String name) {
        return new ImagePath(isRoot() ? "/" + name : value + "/" + name);
    }

    /** @param relative may have several parts; itself for none */
    public ImagePath resolve(String relative) {
        return of(value + "/" + relative);
    }

    /** The root's parent is the root. */
    public ImagePath parent() {
        int slash = value.lastIndexOf('/');
        return slash <= 0 ? ROOT : new ImagePath(value.substring(0, slash));
    }

    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    public boolean isRoot() {
        return value.equals("/");
    }

    /** Whether this lies below {@code directory} and isn't itself it. */
    public boolean isBelow(ImagePath directory) {
        return !equals(directory) && (directory.isRoot() || value.startsWith(directory.value + "/"));
    }

    private static String clean(String written) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : written.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    @Override
    public int compareTo(ImagePath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
