package dev.longshore.builder.stock;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the name of a built image says that it is for. */
sealed interface BuiltName {
    /** Of an image that containers run. */
    record Whole(String reference) implements BuiltName {}

    /** Of an image that others are put on, by which it is found again. */
    record Prefix(String reference) implements BuiltName {}

    /**
     * Of the same image as a prefix: keeps it for another one.
     *
     * @param prefix its first name
     * @param image the name of the one that was put on it
     */
    record PrefixFor(String prefix, String image) implements BuiltName {}

    /** {@code <repository>:prefix-<hash>[-for-<hash of the image>]}. */
    Pattern PREFIX = Pattern.compile("(?<prefix>(?<repository>.+):prefix-[0-9a-f]+)(?:-for-(?<image>[0-9a-f]+))?");

    static BuiltName of(String name) {
        Matcher matcher = PREFIX.matcher(name);
        if (!matcher.matches()) {
            return new Whole(name);
        }
        return matcher.group("image") == null
                ? new Prefix(name)
                : new PrefixFor(matcher.group("prefix"), matcher.group("repository") + ":" + matcher.group("image"));
    }
}
