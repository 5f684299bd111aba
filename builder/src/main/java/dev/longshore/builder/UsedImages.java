package dev.longshore.builder;

import dev.longshore.builder.DockerfileInstructions.Instruction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the images that a Dockerfile names: bases, and sources of copies and mounts, that aren't stages of its own. */
final class UsedImages {
    private static final Pattern INSTRUCTION = Pattern.compile("(?is)(?:ONBUILD\\s+)*+(\\w+)\\s+(.*)");
    private static final Pattern BASE = Pattern.compile("(?is)(\\S+)(?:\\s+AS\\s+([a-z][a-z0-9_.-]*))?\\s*");

    private final BuildArguments arguments = new BuildArguments();
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
        Matcher parts = INSTRUCTION.matcher(instruction.text());
        if (!parts.matches()) {
            return;
        }
        String text = parts.group(2).strip();
        switch (parts.group(1).toUpperCase(Locale.ROOT)) {
            case "ARG" -> {
                if (stages == 0) {
                    arguments.declare(text);
                }
            }
            case "FROM" -> base(instruction.line(), DockerfileFlags.of(text).rest());
            case "COPY", "ADD" -> DockerfileFlags.of(text).flags().forEach(flag -> copy(instruction.line(), flag));
            case "RUN" -> DockerfileFlags.of(text).flags().forEach(flag -> mount(instruction.line(), flag));
            default -> {}
        }
    }

    private void base(int line, String text) {
        stage.ifPresent(finishedStages::add);
        Matcher base = BASE.matcher(text);
        Optional<String> name = base.matches() ? arguments.expand(base.group(1)) : Optional.empty();
        if (name.isEmpty() || !isStage(name.get())) {
            uses.add(new Use(line, name.filter(given -> !given.isEmpty())));
        }
        stage = base.matches()
                ? Optional.ofNullable(base.group(2)).map(as -> as.toLowerCase(Locale.ROOT))
                : Optional.empty();
        stages++;
    }

    private void copy(int line, String flag) {
        if (flag.toLowerCase(Locale.ROOT).startsWith("--from=")) {
            source(line, flag.substring("--from=".length()));
        }
    }

    private void mount(int line, String flag) {
        if (flag.toLowerCase(Locale.ROOT).startsWith("--mount=")) {
            // Comma-separated values, of which each may be quoted again.
            Arrays.stream(flag.substring("--mount=".length()).replace("\"", "").split(","))
                    .map(String::strip)
                    .filter(field -> field.toLowerCase(Locale.ROOT).startsWith("from="))
                    .forEach(field -> source(line, field.substring("from=".length())));
        }
    }

    private void source(int line, String name) {
        if (!isStage(name) && !isNumberOfStage(name)) {
            uses.add(new Use(line, Optional.of(name).filter(given -> given.indexOf('$') < 0)));
        }
    }

    /** A stage has its name once it is done; until then the engine looks for an image of that name. */
    private boolean isStage(String name) {
        return name.equals("scratch") || finishedStages.contains(name.toLowerCase(Locale.ROOT));
    }

    private boolean isNumberOfStage(String name) {
        return name.matches("\\d{1,4}") && Integer.parseInt(name) < stages;
    }
}
