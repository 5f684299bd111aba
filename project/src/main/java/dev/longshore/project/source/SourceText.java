package dev.longshore.project.source;

import dev.longshore.project.problem.Position;
import java.util.List;
import java.util.stream.IntStream;

/** The text of a file, perhaps rendered from a template, that knows where its lines were written. */
public final class SourceText {
    private final String file;
    private final String text;
    private final List<String> lines;
    private final List<String> originalLines;
    private final List<Integer> originalLineNumbers;

    private SourceText(String file, String original, String text, List<Integer> originalLineNumbers) {
        this.file = file;
        this.text = text;
        this.lines = text.lines().toList();
        this.originalLines = original.lines().toList();
        this.originalLineNumbers = List.copyOf(originalLineNumbers);
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
        return new Position(file, originalLine, sameUpTo(line, originalLine, column) ? column : 0);
    }

    private boolean sameUpTo(int line, int originalLine, int column) {
        return line <= lines.size()
                && originalLine <= originalLines.size()
                && column <= lines.get(line - 1).length() + 1
                && originalLines
                        .get(originalLine - 1)
                        .startsWith(lines.get(line - 1).substring(0, column - 1));
    }
}
