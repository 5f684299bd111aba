package dev.longshore.project.dockerfile;

import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import java.util.List;
import java.util.Optional;

/** Reads what is to be run, in either of its forms. */
final class CommandReader {
    private final Problems problems;

    CommandReader(Problems problems) {
        this.problems = problems;
    }

    /** @param offset where in the arguments it begins */
    CommandLine read(InstructionText instruction, int offset) {
        Optional<List<String>> words = JsonWords.read(instruction, offset);
        if (words.isPresent()) {
            return new CommandLine.Exec(words.get());
        }
        String text = instruction.arguments().substring(offset);
        if (looksLikeJson(text)) {
            problems.add(Problem.warning(
                    instruction.at(offset),
                    "this isn't JSON, so a shell gets it as it is; write [\"program\", \"argument\"] with double quotes,"
                            + " and a backslash twice"));
        }
        return new CommandLine.InShell(text);
    }

    /** {@code [ -f file ]} is a shell's own way to ask something. */
    private static boolean looksLikeJson(String text) {
        return text.startsWith("[")
                && text.endsWith("]")
                && (text.indexOf('"') >= 0 || text.indexOf('\'') >= 0)
                && !text.startsWith("[ ")
                && !text.startsWith("[[");
    }
}
