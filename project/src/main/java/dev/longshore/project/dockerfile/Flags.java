package dev.longshore.project.dockerfile;

import dev.longshore.project.problem.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The flags of an instruction, of which it knows some. */
final class Flags {
    private final Map<String, List<String>> values;

    private Flags(Map<String, List<String>> values) {
        this.values = values;
    }

    static void refuse(InstructionText instruction) {
        read(instruction, Map.of());
    }

    static Flags read(InstructionText instruction, Map<String, FlagType> known) {
        Map<String, List<String>> values = new HashMap<>();
        for (Word flag : instruction.flags()) {
            int equals = flag.text().indexOf('=');
            String name = flag.text().substring(2, equals < 0 ? flag.text().length() : equals);
            FlagType type = known.get(name);
            if (type == null) {
                throw unknown(instruction, flag, name, known.keySet());
            }
            List<String> given = values.computeIfAbsent(name, key -> new ArrayList<>());
            if (!given.isEmpty() && type != FlagType.TEXTS) {
                throw error(instruction, flag, "--" + name + " is given twice; keep one");
            }
            given.add(type == FlagType.CHOICE ? choice(instruction, flag, equals) : text(instruction, flag, equals));
        }
        return new Flags(values);
    }

    private static DockerfileException unknown(InstructionText instruction, Word flag, String name, Set<String> known) {
        String keyword = instruction.keyword().toUpperCase(Locale.ROOT);
        String all = known.isEmpty()
                ? keyword + " has no flags"
                : known.stream().sorted().map(one -> "--" + one).collect(Collectors.joining(", ", "there are ", ""));
        Optional<String> hint = Suggestion.hint(
                "--" + name, known.stream().map(one -> "--" + one).toList());
        return DockerfileException.of(
                instruction.line().at(flag.offset()),
                keyword + " has no flag --" + name + (hint.isPresent() ? "" : "; " + all),
                hint);
    }

    private static String choice(InstructionText instruction, Word flag, int equals) {
        String value = equals < 0 ? "true" : flag.text().substring(equals + 1).toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            throw error(instruction, flag, flag.text().substring(0, equals) + " is true or false");
        }
        return value;
    }

    private static String text(InstructionText instruction, Word flag, int equals) {
        if (equals < 0) {
            throw error(instruction, flag, flag.text() + " needs a value: " + flag.text() + "=…");
        }
        return flag.text().substring(equals + 1);
    }

    private static DockerfileException error(InstructionText instruction, Word flag, String message) {
        return new DockerfileException(instruction.line().at(flag.offset()), message);
    }

    boolean isOn(String name) {
        return choice(name).orElse(false);
    }

    Optional<Boolean> choice(String name) {
        return texts(name).stream().findFirst().map(Boolean::valueOf);
    }

    /** An empty text is as good as none. */
    Optional<String> text(String name) {
        return texts(name).stream().findFirst().filter(value -> !value.isEmpty());
    }

    List<String> texts(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }
}
