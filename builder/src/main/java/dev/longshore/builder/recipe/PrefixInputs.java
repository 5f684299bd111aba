package dev.longshore.builder.recipe;

import dev.longshore.builder.context.ContextFiles;
import dev.longshore.project.dockerfile.CopySource;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.Instruction;
import dev.longshore.project.dockerfile.Instruction.Add;
import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.Instruction.OnBuild;
import dev.longshore.project.dockerfile.Instruction.Run;
import dev.longshore.project.dockerfile.Step;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the files of a context that a Dockerfile's steps may use. */
public final class PrefixInputs {
    /** In words as they are written: what they mean depends on the escape character. */
    private static final String QUOTES = "\"'\\`";

    private final ContextFiles context;
    private final Set<SourcePath> files = new HashSet<>();

    private PrefixInputs(ContextFiles context) {
        this.context = context;
    }

    /** Whether it is worth looking: a {@code COPY . .} takes all files. */
    public static boolean mayTell(Dockerfile dockerfile) {
        return dockerfile.steps().stream()
                .map(Step::instruction)
                .filter(instruction ->
                        instruction instanceof Copy copy && copy.from().isEmpty())
                .flatMap(instruction -> ((Copy) instruction).sources().stream())
                .noneMatch(source -> source instanceof CopySource.Path path
                        && List.of(".", "./", "/").contains(path.path()));
    }

    /** Relative to the context, without directories; nothing when they can't be told, or are all. */
    public static Optional<Set<SourcePath>> of(Dockerfile dockerfile, ContextFiles context) {
        PrefixInputs inputs = new PrefixInputs(context);
        for (Step<?> step : dockerfile.steps()) {
            if (!inputs.add(step.instruction())) {
                return Optional.empty();
            }
        }
        return inputs.files.containsAll(inputs.below(SourcePath.ROOT)) ? Optional.empty() : Optional.of(inputs.files);
    }

    /** Whether it is clear what the instruction uses. */
    private boolean add(Instruction instruction) {
        if (instruction instanceof Copy copy && copy.from().isEmpty()) {
            return copy.sources().stream().allMatch(this::add);
        }
        if (instruction instanceof Add add) {
            return add.sources().stream().allMatch(this::add);
        }
        return !(instruction instanceof OnBuild)
                && !(instruction instanceof Run run && !run.mounts().isEmpty());
    }

    private boolean add(CopySource source) {
        if (!(source instanceof CopySource.Path path)) {
            return true;
        }
        Optional<List<SourcePath>> paths = Optional.of(path.path())
                .filter(written -> QUOTES.chars().noneMatch(quote -> written.indexOf(quote) >= 0))
                .flatMap(SourcePattern::of)
                .map(pattern -> pattern.in(context));
        return paths.isPresent() && paths.get().stream().allMatch(this::add);
    }

    private boolean add(SourcePath path) {
        // What is reached through a link needs the link as well.
        boolean isPlain = !path.isRoot() && context.resolve(path).equals(Optional.of(path));
        if (isPlain && isNoDirectory(path)) {
            files.add(path);
        } else if (isPlain) {
            files.addAll(below(path));
        }
        return isPlain;
    }

    private List<SourcePath> below(SourcePath directory) {
        return context.below(directory).stream().filter(this::isNoDirectory).toList();
    }

    private boolean isNoDirectory(SourcePath path) {
        return context.entry(path).kind() != Kind.DIRECTORY;
    }
}
