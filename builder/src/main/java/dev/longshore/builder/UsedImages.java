package dev.longshore.builder;

import dev.longshore.builder.DockerfileInstructions.Instruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the images that a Dockerfile names: bases, and sources of copies and mounts, that aren't stages of its own. */
final class UsedImages {
    private static final Pattern KEYWORD = Pattern.compile("(?is)(?:ONBUILD\\s+)?(\\w+)\\s+(.*)");
    private static final Pattern FLAGS = Pattern.compile("(?s)((?:--\\S*\\s*)*)(.*)");
    private static final Pattern FROM_FLAG = Pattern.compile("(?i)(?:--|[,=])from=([^,\\s]*)");
    private static final Pattern STAGE_NAME = Pattern.compile("(?is)\\S+\\s+AS\\s+(\\S+)\\s*");
    private static final Pattern ARGUMENT = Pattern.compile("(\\w+)=(\\S*)");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)})");
    private static final Pattern UNCLEAR = Pattern.compile("[$\"'`\\\\]");

    private final Map<String, String> arguments = new HashMap<>();
    private final Set<String> finishedStages = new HashSet<>();
    private final List<Use> uses = new ArrayList<>();
    private Optional<String> stage = Optional.empty();
    private int stages;

    /** @param reference missing when only the engine could tell which image that is */
    record Use(int line, Optional<String> reference) {}

    private UsedImages() {}

    static List<Use> of(DockerfileInstructions instructions) {
        UsedImages images = new UsedImages();
        instructions.all().forEach(images::add);
        return List.copyOf(images.uses);
    }

    private void add(Instruction instruction) {
        Matcher parts = KEYWORD.matcher(instruction.text());
        if (!parts.matches()) {
            return;
        }
        Matcher flags = FLAGS.matcher(parts.group(2));
        if (!flags.matches()) {
            return;
        }
        switch (parts.group(1).toUpperCase(Locale.ROOT)) {
            case "ARG" -> argument(parts.group(2).strip());
            case "FROM" -> base(instruction.line(), flags.group(2).strip());
            case "COPY", "ADD", "RUN" -> sources(instruction.line(), flags.group(1));
            default -> {}
        }
    }

    /** Only those before the first stage are known to a base. */
    private void argument(String text) {
        if (stages > 0) {
            return;
        }
        Matcher argument = ARGUMENT.matcher(text);
        if (argument.matches()) {
            expanded(argument.group(2))
                    .ifPresentOrElse(
                            value -> arguments.put(argument.group(1), value),
                            () -> arguments.remove(argument.group(1)));
        } else {
            // Without a default, or several in a line: none of them can be relied on.
            arguments.clear();
        }
    }

    private void base(int line, String text) {
        stage.ifPresent(finishedStages::add);
        String word = text.split("\\s", 2)[0];
        Optional<String> name = expanded(word);
        if (name.isEmpty() || !isStage(name.get())) {
            uses.add(new Use(line, name));
        }
        Matcher named = STAGE_NAME.matcher(text);
        stage = named.matches() ? Optional.of(named.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
        stages++;
    }

    private void sources(int line, String flags) {
        if (UNCLEAR.matcher(flags).find()) {
            uses.add(new Use(line, Optional.empty()));
            return;
        }
        FROM_FLAG
                .matcher(flags)
                .results()
                .map(source -> source.group(1))
                .filter(source -> !isStage(source) && !isNumberOfStage(source))
                .forEach(source -> uses.add(new Use(line, Optional.of(source))));
    }

    /** A stage has its name once it is done; until then the engine looks for an image of that name. */
    private boolean isStage(String name) {
        return name.equals("scratch") || finishedStages.contains(name.toLowerCase(Locale.ROOT));
    }

    private boolean isNumberOfStage(String name) {
        return name.matches("\\d{1,4}") && Integer.parseInt(name) < stages;
    }

    /** A word without its quotes and with its arguments' defaults; empty when that isn't certain. */
    private Optional<String> expanded(String word) {
        boolean quoted = word.length() > 1 && word.startsWith("\"") && word.endsWith("\"");
        String text = quoted ? word.substring(1, word.length() - 1) : word;
        StringBuilder result = new StringBuilder();
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            String name = Optional.ofNullable(variable.group(1)).orElseGet(() -> variable.group(2));
            Optional<String> value = Optional.ofNullable(arguments.get(name));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            variable.appendReplacement(result, Matcher.quoteReplacement(value.get()));
        }
        variable.appendTail(result);
        return Optional.of(result.toString())
                .filter(plain -> !plain.isEmpty() && !UNCLEAR.matcher(plain).find());
    }
}
