package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Instruction.Cmd;
import dev.longshore.project.dockerfile.Instruction.Entrypoint;
import dev.longshore.project.dockerfile.Instruction.Expose;
import dev.longshore.project.dockerfile.Instruction.From;
import dev.longshore.project.dockerfile.Instruction.Maintainer;
import dev.longshore.project.dockerfile.Instruction.OnBuild;
import dev.longshore.project.dockerfile.Instruction.Run;
import dev.longshore.project.dockerfile.Instruction.Shell;
import dev.longshore.project.dockerfile.Instruction.StopSignal;
import dev.longshore.project.dockerfile.Instruction.User;
import dev.longshore.project.dockerfile.Instruction.Volume;
import dev.longshore.project.dockerfile.Instruction.Workdir;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.problem.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one instruction. */
final class InstructionReader {
    private static final Map<String, FlagType> OF_RUN = Map.of(
            "mount", FlagType.TEXTS, "network", FlagType.TEXT, "security", FlagType.TEXT, "device", FlagType.TEXTS);
    private static final Set<String> NETWORKS = Set.of("default", "none", "host");
    private static final Set<String> SECURITY = Set.of("insecure", "sandbox");
    private static final String STAGE_NAME = "[a-z][a-z0-9_.-]*";

    private final char escape;
    private final CommandReader commands;

    InstructionReader(char escape, Problems problems) {
        this.escape = escape;
        this.commands = new CommandReader(problems);
    }

    /** @param heredocs those that the instruction announces, with their contents */
    Instruction read(InstructionText instruction, List<Heredoc> heredocs) {
        return switch (keyword(instruction)) {
            case FROM -> from(instruction);
            case RUN -> run(instruction, heredocs);
            case COPY -> new CopyReader(instruction, heredocs).copy();
            case ADD -> new CopyReader(instruction, heredocs).add();
            case ENV -> new KeyValueReader(instruction, escape).env();
            case LABEL -> new KeyValueReader(instruction, escape).label();
            case ARG -> new KeyValueReader(instruction, escape).arg();
            case HEALTHCHECK -> HealthCheckReader.read(instruction, commands);
            case ONBUILD -> onBuild(instruction, heredocs);
            case CMD -> new Cmd(command(instruction));
            case ENTRYPOINT -> new Entrypoint(command(instruction));
            case EXPOSE -> new Expose(words(instruction, "EXPOSE 8080"));
            case VOLUME -> volume(instruction);
            case SHELL -> shell(instruction);
            case MAINTAINER -> new Maintainer(text(instruction, "MAINTAINER Jane Doe"));
            case USER -> new User(text(instruction, "USER nobody"));
            case WORKDIR -> new Workdir(text(instruction, "WORKDIR /app"));
            case STOPSIGNAL -> new StopSignal(text(instruction, "STOPSIGNAL SIGTERM"));
        };
    }

    static Keyword keyword(InstructionText instruction) {
        if (instruction.keyword().isEmpty()) {
            throw new DockerfileException(instruction.position(), "an instruction is missing");
        }
        return Keyword.of(instruction.keyword())
                .orElseThrow(() -> DockerfileException.of(
                        instruction.position(),
                        "unknown instruction " + instruction.keyword(),
                        Suggestion.hint(instruction.keyword(), Keyword.NAMES)));
    }

    private static From from(InstructionText instruction) {
        Flags flags = Flags.read(instruction, Map.of("platform", FlagType.TEXT));
        List<Word> words = Blanks.words(instruction.arguments());
        boolean named = words.size() == 3 && words.get(1).text().equalsIgnoreCase("AS");
        if (words.size() != 1 && !named) {
            String message = "FROM needs one image, and may name its stage: FROM python:3.12 AS build";
            throw words.isEmpty()
                    ? instruction.error(message)
                    : instruction.error(words.get(Math.min(1, words.size() - 1)).offset(), message);
        }
        Optional<String> name = named ? Optional.of(stageName(instruction, words.get(2))) : Optional.empty();
        return new From(flags.text("platform"), words.get(0).text(), name);
    }

    private static String stageName(InstructionText instruction, Word word) {
        String name = word.text().toLowerCase(Locale.ROOT);
        if (!name.matches(STAGE_NAME)) {
            throw instruction.error(
                    word.offset(),
                    "a stage's name has letters, digits, \"_\", \"-\" and \".\", and begins with a letter; \""
                            + word.text() + "\" doesn't");
        }
        return name;
    }

    private Run run(InstructionText instruction, List<Heredoc> heredocs) {
        Flags flags = Flags.read(instruction, OF_RUN);
        if (instruction.arguments().isEmpty()) {
            throw instruction.error("RUN needs a command: RUN make");
        }
        List<Mount> mounts = instruction.flags().stream()
                .filter(flag -> flag.text().startsWith("--mount="))
                .map(flag -> MountReader.read(
                        flag.text().substring("--mount=".length()),
                        instruction.line().at(flag.offset())))
                .toList();
        return new Run(
                mounts,
                oneOf(instruction, flags, "network", NETWORKS),
                oneOf(instruction, flags, "security", SECURITY),
                flags.texts("device"),
                command(instruction, 0),
                heredocs);
    }

    private static Optional<String> oneOf(InstructionText instruction, Flags flags, String flag, Set<String> known) {
        Optional<String> value = flags.text(flag);
        if (value.isPresent() && !known.contains(value.get())) {
            throw DockerfileException.of(
                    place(instruction, flag),
                    "--" + flag + " is one of " + String.join(", ", new TreeSet<>(known)),
                    Suggestion.hint(value.get(), new TreeSet<>(known)));
        }
        return value;
    }

    private static Position place(InstructionText instruction, String flag) {
        return instruction.flags().stream()
                .filter(word -> word.text().startsWith("--" + flag + "="))
                .findFirst()
                .map(word -> instruction.line().at(word.offset()))
                .orElseGet(instruction::position);
    }

    private CommandLine command(InstructionText instruction) {
        Flags.refuse(instruction);
        return command(instruction, 0);
    }

    private CommandLine command(InstructionText instruction, int offset) {
        return commands.read(instruction, offset);
    }

    private OnBuild onBuild(InstructionText instruction, List<Heredoc> heredocs) {
        Flags.refuse(instruction);
        if (instruction.arguments().isEmpty()) {
            throw instruction.error("ONBUILD needs an instruction: ONBUILD COPY . /app");
        }
        InstructionText trigger = trigger(instruction, escape);
        switch (keyword(trigger)) {
            case ONBUILD, FROM, MAINTAINER ->
                throw new DockerfileException(
                        trigger.position(), trigger.keyword().toUpperCase(Locale.ROOT) + " can't stand behind ONBUILD");
            default -> {}
        }
        return new OnBuild(read(trigger, heredocs));
    }

    static InstructionText trigger(InstructionText onBuild, char escape) {
        return InstructionText.of(onBuild.line(), onBuild.argumentsStart(), escape);
    }

    private static List<String> words(InstructionText instruction, String example) {
        Flags.refuse(instruction);
        List<Word> words = Blanks.words(instruction.arguments());
        if (words.isEmpty()) {
            throw missing(instruction, example);
        }
        return words.stream().map(Word::text).toList();
    }

    private static Volume volume(InstructionText instruction) {
        Optional<List<String>> json = JsonWords.read(instruction, 0);
        if (json.isEmpty()) {
            return new Volume(words(instruction, "VOLUME /data"));
        }
        Flags.refuse(instruction);
        List<String> paths = json.get().stream().map(Blanks::trim).toList();
        if (paths.isEmpty() || paths.contains("")) {
            throw instruction.error("VOLUME needs paths that aren't empty: VOLUME /data");
        }
        return new Volume(paths);
    }

    private static Shell shell(InstructionText instruction) {
        Flags.refuse(instruction);
        List<String> words = JsonWords.read(instruction, 0).orElse(List.of());
        if (words.isEmpty()) {
            throw instruction.error("SHELL needs the JSON form: SHELL [\"/bin/bash\", \"-c\"]");
        }
        return new Shell(words);
    }

    private static String text(InstructionText instruction, String example) {
        Flags.refuse(instruction);
        if (instruction.arguments().isEmpty()) {
            throw missing(instruction, example);
        }
        return instruction.arguments();
    }

    private static DockerfileException missing(InstructionText instruction, String example) {
        return instruction.error(instruction.keyword().toUpperCase(Locale.ROOT) + " needs a value: " + example);
    }
}
