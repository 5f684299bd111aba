package dev.longshore.server.push.request;

/** Cuts a reason to what fits its place. */
public final class Sentences {
    private static final int SHORT = 120;

    private Sentences() {}

    /** The first sentence without its full stop, on one line, for Git's status line. */
    public static String first(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        int end = line.indexOf(". ");
        String sentence = end < 0 ? line : line.substring(0, end);
        String open = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return open.length() > SHORT ? open.substring(0, SHORT) + "…" : open;
    }

    /** The text with a full stop at its end. */
    public static String closed(String text) {
        String stripped = text.strip();
        return stripped.matches("(?s).*[.…?!]") ? stripped : stripped + ".";
    }
}
