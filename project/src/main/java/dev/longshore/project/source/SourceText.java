package dev.longshore.project.source;

import dev.longshore.project.problem.Position;
import java.util.List;
import java.util.stream.IntStream;

/** The text of a file, perhaps rendered from a template, that knows where its lines were written. */
public final class SourceText {
    private final String file;
    private final String text;
    private final List<Integer> originalLineNumbers;

    /** For each line how many characters at its start are those of the line that it came from. */
    private final int[] untouched;

    private SourceText(String file, String original, String text, List<Integer> originalLineNumbers) {
        this.file = file;
        this.text = text;
        this.originalLineNumbers = List.copyOf(originalLineNumbers);
        this.untouched = untouched(text.lines().toList(), original.lines().toList(), this.originalLineNumbers);
    }

    /** A text as it stands in its file. */
    public static SourceText of(String file, String text) {
        int lines = (int) text.lines().count();
        return new SourceText(
                file, text, text, IntStream.rangeClosed(1, lines).boxed().toList());
    }

    /**
     * A text that was rendered from a file.
     *
     * @param originalLineNumbers for each line of {@code text} the number of the file's line that it came from
     */
    public static SourceText rendered(String file, String original, String text, List<Integer> originalLineNumbers) {
        return new SourceText(file, original, text, originalLineNumbers);
    }

    public String file() {
        return file;
    }

    public String text() {
        return text;
    }

    /**
     * The place in the file of a place in this text, both counted from 1. A place behind the end is the last line. The
     * column is left out where a template has changed the line before it.
     */
    public Position at(int line, int column) {
        if (originalLineNumbers.isEmpty()) {
            return Position.ofFile(file);
        }
        if (line > originalLineNumbers.size()) {
            return new Position(file, originalLineNumbers.get(originalLineNumbers.size() - 1), 0);
        }
        int originalLine = originalLineNumbers.get(line - 1);
        boolean same = line <= untouched.length && column - 1 <= untouched[line - 1];
        return new Position(file, originalLine, same ? column : 0);
    }

    private static int[] untouched(List<String> lines, List<String> originals, List<Integer> numbers) {
        int[] lengths = new int[Math.min(lines.size(), numbers.size())];
        for (int i = 0; i < lengths.length; i++) {
            int original = numbers.get(i);
            lengths[i] = original <= originals.size() ? commonStart(lines.get(i), originals.get(original - 1)) : 0;
        }
        return lengths;
    }

    private static int commonStart(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int same = 0;
        while (same < length && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same;
    }
}
