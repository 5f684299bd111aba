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
import java.util.stream.Collectors;

/** Finds the files of a context that a Dockerfile's steps may use. */
public final class PrefixInputs {
    /** In words as they are written: what they mean depends on the escape character. */
    private static final String QUOTES = "\"'\\`";

    private final ContextFiles context;
    private final Set<SourcePath> files = new HashSet<>();

    private PrefixInputs(ContextFiles context) {
        this.context = context;
    }

    /** Relative to the context, without directories; nothing when they can't be told, or are all. */
    public static Optional<Set<SourcePath>> of(Dockerfile dockerfile, ContextFiles context) {
        return told(dockerfile, context)
                .filter(files -> !files.containsAll(new PrefixInputs(context).below(SourcePath.ROOT)));
    }

    /** Relative to the context, without directories; nothing when they can't be told. */
    public static Optional<Set<SourcePath>> told(Dockerfile dockerfile, ContextFiles context) {
        PrefixInputs inputs = new PrefixInputs(context);
        return dockerfile.steps().stream().map(Step::instruction).allMatch(inputs::add)
                ? Optional.of(inputs.files)
                : Optional.empty();
    }

    /**
     * The files and directories that all which can be told is in; relative to the context, and perhaps not there. Nothing
     * when a step takes all of it.
     */
    public static Optional<Set<SourcePath>> places(Dockerfile dockerfile) {
        List<SourcePattern> patterns = dockerfile.steps().stream()
                .flatMap(step -> sources(step.instruction()).stream())
                .flatMap(source -> pattern(source).stream())
                .toList();
        return patterns.stream().anyMatch(pattern -> pattern.path().isRoot())
                ? Optional.empty()
                : Optional.of(patterns.stream().map(SourcePattern::place).collect(Collectors.toSet()));
    }

    /** What an instruction takes from the context. */
    private static List<CopySource> sources(Instruction instruction) {
        if (instruction instanceof Copy copy && copy.from().isEmpty()) {
            return copy.sources();
        }
        return instruction instanceof Add add ? add.sources() : List.of();
    }

    /** Whether it is clear what the instruction uses. */
    private boolean add(Instruction instruction) {
        return sources(instruction).stream().allMatch(this::add)
                && !(instruction instanceof OnBuild)
                && !(instruction instanceof Run run && !run.mounts().isEmpty());
    }

    private boolean add(CopySource source) {
        if (!(source instanceof CopySource.Path)) {
            return true;
        }
        Optional<List<SourcePath>> paths = pattern(source).map(pattern -> pattern.in(context));
        return paths.isPresent() && paths.get().stream().allMatch(this::add);
    }

    private static Optional<SourcePattern> pattern(CopySource source) {
        return Optional.of(source)
                .filter(CopySource.Path.class::isInstance)
                .map(path -> ((CopySource.Path) path).path())
                .filter(written -> QUOTES.chars().noneMatch(quote -> written.indexOf(quote) >= 0))
                .flatMap(SourcePattern::of);
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
