package dev.longshore.project.dockerfile;

import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks over the lines of a Dockerfile: comments are left out, and lines that go on are joined. */
final class DockerfileLines {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final String file;
    private final Problems problems;

    /** With their ends. */
    private final List<String> lines;

    /** Looking for an end takes the rest of the file each time. */
    private static final int MAX_ENDLESS_HEREDOCS = 100;

    private final DirectiveReader directives = new DirectiveReader();
    private int next;
    private int endlessHeredocs;

    DockerfileLines(String file, String text, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.lines = split(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    /** Only a line feed ends a line. */
    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }

    Directives directives() {
        return directives.directives();
    }

    char escape() {
        return directives.escape();
    }

    /** The next instruction; empty at the end. */
    Optional<JoinedLine> next() {
        while (next < lines.size()) {
            String whole = withoutEnd(lines.get(next++));
            int start = Blanks.skip(whole, 0);
            String line = whole.substring(start);
            directive(line, new Position(file, next, start + 1));
            if (!line.isEmpty() && line.charAt(0) != '#') {
                return Optional.of(join(line, start + 1));
            }
        }
        return Optional.empty();
    }

    private void directive(String line, Position place) {
        try {
            directives.accept(line, place);
        } catch (DockerfileException e) {
            problems.add(e.problem());
        }
    }

    private JoinedLine join(String first, int column) {
        JoinedLine joined = new JoinedLine(file);
        int end = continuation(first);
        boolean goesOn = end >= 0;
        joined.append(goesOn ? first.substring(0, end) : first, next, column);
        Optional<Position> empty = Optional.empty();
        while (goesOn && next < lines.size()) {
            String line = withoutEnd(lines.get(next++));
            int start = Blanks.skip(line, 0);
            if (start == line.length()) {
                empty = empty.or(() -> Optional.of(new Position(file, next, 0)));
            } else if (line.charAt(start) != '#') {
                end = continuation(line);
                goesOn = end >= 0;
                joined.append(goesOn ? line.substring(0, end) : line, next, 1);
            }
        }
        empty.ifPresent(place -> problems.warning(
                place, "an empty line within an instruction will be an error in Docker; remove it, or put a # in it"));
        return joined;
    }

    /** Where a line that goes on has its escape character; -1 if it doesn't. An escaped escape character continues nothing. */
    private int continuation(String line) {
        int last = line.length() - 1;
        while (last >= 0 && (line.charAt(last) == ' ' || line.charAt(last) == '\t')) {
            last--;
        }
        boolean continues =
                last >= 0 && line.charAt(last) == escape() && (last == 0 || line.charAt(last - 1) != escape());
        return continues ? last : -1;
    }

    /**
     * Takes the lines up to the one that is {@code name}. Empty, with nothing taken, when there is none.
     *
     * @param tabsAreCut whether tabs may stand before the name
     */
    Optional<String> heredoc(String name, boolean tabsAreCut) {
        StringBuilder content = new StringBuilder();
        for (int at = next; endlessHeredocs < MAX_ENDLESS_HEREDOCS && at < lines.size(); at++) {
            String line = withoutEnd(lines.get(at));
            if ((tabsAreCut ? line.replaceFirst("^\t+", "") : line).equals(name)) {
                next = at + 1;
                return Optional.of(content.toString());
            }
            content.append(lines.get(at));
        }
        endlessHeredocs++;
        return Optional.empty();
    }

    /** The number of the line that was taken last, from 1. */
    int lastLine() {
        return next;
    }

    private static String withoutEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }
}
