package dev.longshore.server.log;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes text safe to show in a terminal: what a build prints must not move the cursor, set the window's title or
 * reorder what is read (CWE-150). Colours (SGR sequences of ECMA-48) stay.
 */
public final class LogText {
    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|\\n|\\r");
    private static final Pattern FINAL_LINE_BREAK = Pattern.compile("(\\r\\n|\\n|\\r)\\z");
    private static final String COLOURS_OFF = "\033[0m";
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");

    /** Control sequences, control strings with what they hold, other escapes. */
    private static final Pattern ESCAPE_SEQUENCE = Pattern.compile("\\x1b\\[[0-?]*[ -/]*[@-~]"
            + "|\\x1b[\\]PX^_][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?"
            + "|\\x1b[ -/]*[0-Z\\\\`-~]?"
            + "|\\x1b\\[?");

    /** C0 but tab and ESC, DEL, C1, and the characters that reorder text (UAX #9). */
    private static final Pattern UNSHOWABLE =
            Pattern.compile("[\\x00-\\x08\\x0a-\\x1a\\x1c-\\x1f\\x7f\\x80-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");

    private LogText() {}

    /** For where colours can't be shown. */
    public static String withoutColours(String text) {
        return COLOUR.matcher(text).replaceAll("");
    }

    /** A text as one line without colours, for where a few words of it stand among others: a reason, a commit's subject. */
    public static String inOneLine(String text) {
        return withoutColours(clean(LINE_BREAK.matcher(text).replaceAll(" ").replace('\t', ' ')));
    }

    /** The lines of a text, each safe to show; an empty text is one empty line. */
    public static List<String> lines(String text) {
        return Arrays.stream(LINE_BREAK.split(FINAL_LINE_BREAK.matcher(text).replaceFirst(""), -1))
                .map(LogText::clean)
                .collect(Collectors.toUnmodifiableList());
    }

    private static String clean(String line) {
        String shown = UNSHOWABLE
                .matcher(ESCAPE_SEQUENCE
                        .matcher(line)
                        .replaceAll(match -> COLOUR.matcher(match.group()).matches() ? "$0" : ""))
                .replaceAll("");
        // A colour that a line leaves on would colour all that follows.
        return shown.indexOf('\033') >= 0 && !shown.endsWith(COLOURS_OFF) ? shown + COLOURS_OFF : shown;
    }
}
