package dev.longshore.server.log;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes text safe to show, in the one place where that is done: what a build prints must not move the cursor, set the
 * window's title or reorder what is read (CWE-150), nor tell secrets. Colours (SGR sequences of ECMA-48) stay.
 */
public final class LogText {
    /** Of a line, in characters; what is longer is no text for a person. */
    static final int MAX_LINE = 64 * 1024;

    private static final String LINE_CUT = "… (the rest of this line is left out: it is longer than 64 KiB)";
    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|\\n|\\r");
    private static final Pattern FINAL_LINE_BREAK = Pattern.compile("(\\r\\n|\\n|\\r)\\z");
    private static final String COLOURS_OFF = "\033[0m";
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");

    /** Control sequences, control strings with what they hold, other escapes. */
    private static final Pattern ESCAPE_SEQUENCE = Pattern.compile("\\x1b\\[[0-?]*[ -/]*[@-~]"
            + "|\\x1b[\\]PX^_][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?"
            + "|\\x1b[ -/]*[0-Z\\\\`-~]?"
            + "|\\x1b\\[?");

    /** C0 but tab and ESC, DEL, C1, the characters that break lines or reorder text (UAX #9). */
    private static final Pattern UNSHOWABLE = Pattern.compile(
            "[\\x00-\\x08\\x0a-\\x1a\\x1c-\\x1f\\x7f\\x80-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]");

    private LogText() {}

    /** For where colours can't be shown. */
    public static String withoutColours(String text) {
        return COLOUR.matcher(text).replaceAll("");
    }

    /** A text as one line without colours, for where a few words of it stand among others: a reason, a commit's subject. */
    public static String inOneLine(String text) {
        return inOneLine(text, SecretMask.CREDENTIALS);
    }

    /** The same without these secrets. */
    public static String inOneLine(String text, SecretMask secrets) {
        String line = LINE_BREAK.matcher(text).replaceAll(" ").replace('\t', ' ');
        return secrets.apply(withoutControls(line));
    }

    /** The lines of a text, each safe to show; an empty text is one empty line. */
    public static List<String> lines(String text, SecretMask secrets) {
        return Arrays.stream(LINE_BREAK.split(FINAL_LINE_BREAK.matcher(text).replaceFirst(""), -1))
                .map(line -> cut(secrets.apply(withoutControlsButColours(line))))
                .map(LogText::endColours)
                .collect(Collectors.toUnmodifiableList());
    }

    static long count(String text) {
        return LINE_BREAK.split(FINAL_LINE_BREAK.matcher(text).replaceFirst(""), -1).length;
    }

    static String withoutControls(String line) {
        return withoutColours(withoutControlsButColours(line));
    }

    private static String withoutControlsButColours(String line) {
        return UNSHOWABLE
                .matcher(ESCAPE_SEQUENCE
                        .matcher(line)
                        .replaceAll(match -> COLOUR.matcher(match.group()).matches() ? "$0" : ""))
                .replaceAll("");
    }

    private static String cut(String line) {
        if (line.length() <= MAX_LINE) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(MAX_LINE - 1)) ? MAX_LINE - 1 : MAX_LINE;
        // A colour that the cut goes through is left out whole.
        int escape = line.lastIndexOf('\033', end - 1);
        int endOfColour = escape < 0 ? -1 : line.indexOf('m', escape);
        return line.substring(0, endOfColour >= end ? escape : end) + LINE_CUT;
    }

    /** A colour that a line leaves on would colour all that follows. */
    private static String endColours(String line) {
        return line.indexOf('\033') >= 0 && !line.endsWith(COLOURS_OFF) ? line + COLOURS_OFF : line;
    }
}
