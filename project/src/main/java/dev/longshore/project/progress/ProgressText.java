package dev.longshore.project.progress;

import dev.longshore.project.progress.Progress.Verb;
import java.time.Duration;
import java.util.Locale;

/** The lines that a person sees of {@link Progress}: verb, subject, text and, at the right, the time it took. */
public final class ProgressText {
    private static final int VERB_WIDTH = 9;
    private static final int SUBJECT_WIDTH = 11;

    /** Where a time ends: git puts "remote: " before each line, and no line should pass column 100. */
    private static final int WIDTH = 92;

    private ProgressText() {}

    /** {@code plan     api        build    microservices/api changed}. */
    public static String step(Verb verb, String subject, String text) {
        return columns(verb.text(), subject, text).stripTrailing();
    }

    /** The same, with the time at the right. */
    public static String step(Verb verb, String subject, String text, Duration took) {
        return timed(columns(verb.text(), subject, text), took);
    }

    /** A step whose verb is that of the line above and is left out. */
    public static String continued(String subject, String text) {
        return columns("", subject, text).stripTrailing();
    }

    /** The same, with the time at the right. */
    public static String continued(String subject, String text, Duration took) {
        return timed(columns("", subject, text), took);
    }

    /** {@code   api-7c9 | KeyError: 'SEARCH_URL'}: what a build or a container printed. */
    public static String output(String source, String line) {
        return "  " + source + " | " + line;
    }

    /** {@code 0.3 s}, {@code 12 s}, {@code 1 min 5 s}, {@code 2 h 3 min}; rounded to what is shown. */
    public static String duration(Duration duration) {
        long tenths = (duration.toMillis() + 50) / 100;
        if (tenths < 100) {
            return String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
        }
        long seconds = (duration.toMillis() + 500) / 1000;
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    private static String columns(String verb, String subject, String text) {
        return cell(verb, VERB_WIDTH) + cell(subject, SUBJECT_WIDTH) + text;
    }

    /** A text that is too long for its column pushes the next one to the right rather than being cut. */
    private static String cell(String text, int width) {
        return text.length() < width ? text + " ".repeat(width - text.length()) : text + " ";
    }

    private static String timed(String line, Duration took) {
        String time = duration(took);
        int gap = Math.max(2, WIDTH - line.length() - time.length());
        return line.stripTrailing()
                + " ".repeat(gap + line.length() - line.stripTrailing().length())
                + time;
    }
}
