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
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*[A-Za-z]+\\s*=.*");

    private final List<Instruction> instructions;

    /** @param text with its continuation lines joined */
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
        List<String> lines = dockerfile.lines().toList();
        String escape = escapeCharacter(lines);
        List<Instruction> instructions = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            // Comments and empty lines are allowed between the lines of an instruction.
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (current.length() == 0) {
                start = i + 1;
            }
            boolean continues = line.endsWith(escape);
            current.append(continues ? line.substring(0, line.length() - 1) : line);
            if (!continues) {
                instructions.add(new Instruction(start, current.toString()));
                current.setLength(0);
            }
        }
        if (current.length() > 0) {
            instructions.add(new Instruction(start, current.toString()));
        }
        return new DockerfileInstructions(instructions);
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
    private static String escapeCharacter(List<String> lines) {
        for (String line : lines) {
            Matcher escape = ESCAPE_DIRECTIVE.matcher(line.strip());
            if (escape.matches()) {
                return escape.group(1);
            }
            if (!DIRECTIVE.matcher(line.strip()).matches()) {
                break;
            }
        }
        return "\\";
    }
}
