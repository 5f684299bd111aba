package dev.longshore.project.dockerfile;

import dev.longshore.project.problem.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * An instruction taken apart: its first word, the words with two hyphens behind it, and the rest.
 *
 * @param start of the keyword within the line
 * @param argumentsStart of the arguments within the line
 */
record InstructionText(
        JoinedLine line, String keyword, int start, List<Word> flags, String arguments, int argumentsStart) {
    private static final int NO_QUOTE = -1;

    InstructionText {
        flags = List.copyOf(flags);
    }

    /** @param from where in the line the instruction begins: behind {@code ONBUILD} for a trigger */
    static InstructionText of(JoinedLine line, int from, char escape) {
        String text = line.text();
        int start = Blanks.skip(text, from);
        int end = Math.max(start, Blanks.end(text));
        int at = start;
        while (at < end && !Blanks.isSeparator(text.charAt(at))) {
            at++;
        }
        String keyword = text.substring(start, at);
        List<Word> flags = new ArrayList<>();
        at = Blanks.skip(text, at);
        while (text.startsWith("--", at)) {
            StringBuilder flag = new StringBuilder();
            int flagStart = at;
            at = Blanks.skip(text, readFlag(text, at, escape, flag));
            if (flag.toString().equals("--")) {
                break;
            }
            flags.add(new Word(flag.toString(), flagStart));
        }
        int argumentsStart = Math.min(at, end);
        return new InstructionText(line, keyword, start, flags, text.substring(argumentsStart, end), argumentsStart);
    }

    private static int readFlag(String text, int from, char escape, StringBuilder flag) {
        int quote = NO_QUOTE;
        int at = from;
        for (; at < text.length() && (quote != NO_QUOTE || !Blanks.is(text.charAt(at))); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                quote = NO_QUOTE;
            } else if (quote == NO_QUOTE && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c != escape) {
                flag.append(c);
            } else if (at + 1 < text.length()) {
                flag.append(text.charAt(++at));
            }
        }
        return at;
    }

    Position position() {
        return line.at(start);
    }

    /** The place of a character of the arguments. */
    Position at(int offset) {
        return line.at(argumentsStart + offset);
    }

    /** At the arguments, or the keyword if there are none. */
    DockerfileException error(String message) {
        return new DockerfileException(arguments.isEmpty() ? position() : at(0), message);
    }

    DockerfileException error(int offset, String message) {
        return new DockerfileException(at(offset), message);
    }

    /** As written, without blanks at its ends. */
    String text() {
        return line.text().substring(start, Math.max(start, Blanks.end(line.text())));
    }
}
