package dev.longshore.builder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The instructions of a Dockerfile, each with the line on which it starts: an engine counts them as its steps. */
final class DockerfileInstructions {
    private static final Pattern ESCAPE_DIRECTIVE = Pattern.compile("(?i)#\\s*escape\\s*=\\s*([`\\\\])\\s*");
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*[A-Za-z][A-Za-z0-9]*\\s*=\\s*\\S.*");
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final List<Instruction> instructions;

    /** @param text with its continuation lines joined, and without its heredocs */
    record Instruction(int line, String text) {
        /** In capitals: {@code FROM}. */
        String keyword() {
            return text.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
        }
    }

    private DockerfileInstructions(List<Instruction> instructions) {
        this.instructions = List.copyOf(instructions);
    }

    static DockerfileInstructions parse(String dockerfile) {
        String text = dockerfile.startsWith(BYTE_ORDER_MARK) ? dockerfile.substring(1) : dockerfile;
        // A carriage return alone ends no line for the engine.
        List<String> lines = text.isEmpty() ? List.of() : List.of(text.split("\n"));
        char escape = escapeCharacter(lines);
        List<Instruction> instructions = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            // Comments and empty lines are allowed between the lines of an instruction.
            if (line.isEmpty() || line.stripLeading().startsWith("#")) {
                continue;
            }
            if (current.length() == 0) {
                start = i + 1;
                line = line.stripLeading();
            }
            boolean continues = continues(line, escape);
            current.append(line, 0, continues ? line.length() - 1 : line.length());
            if (!continues) {
                instructions.add(new Instruction(start, current.toString()));
                i = Heredocs.end(current.toString(), lines, i);
                current.setLength(0);
            }
        }
        if (current.length() > 0) {
            instructions.add(new Instruction(start, current.toString()));
        }
        return new DockerfileInstructions(instructions);
    }

    /** An escaped escape character continues nothing. */
    private static boolean continues(String line, char escape) {
        int last = line.length() - 1;
        return line.charAt(last) == escape && (last == 0 || line.charAt(last - 1) != escape);
    }

    List<Instruction> all() {
        return instructions;
    }

    /** The line of an engine's step, counted from 1, if the Dockerfile has such an instruction there. */
    Optional<Integer> lineOfStep(int step, String text) {
        if (step < 1 || step > instructions.size()) {
            return Optional.empty();
        }
        Instruction instruction = instructions.get(step - 1);
        return new Instruction(0, text).keyword().equals(instruction.keyword())
                ? Optional.of(instruction.line())
                : Optional.empty();
    }

    /** Directives are comments at the very top. */
    private static char escapeCharacter(List<String> lines) {
        for (String line : lines) {
            Matcher escape = ESCAPE_DIRECTIVE.matcher(line.strip());
            if (escape.matches()) {
                return escape.group(1).charAt(0);
            }
            if (!DIRECTIVE.matcher(line.strip()).matches()) {
                break;
            }
        }
        return '\\';
    }
}
