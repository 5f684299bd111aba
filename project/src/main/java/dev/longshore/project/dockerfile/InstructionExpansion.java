package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Instruction.Add;
import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.Instruction.Env;
import dev.longshore.project.dockerfile.Instruction.Expose;
import dev.longshore.project.dockerfile.Instruction.FileOptions;
import dev.longshore.project.dockerfile.Instruction.From;
import dev.longshore.project.dockerfile.Instruction.Label;
import dev.longshore.project.dockerfile.Instruction.Pair;
import dev.longshore.project.dockerfile.Instruction.Run;
import dev.longshore.project.dockerfile.Instruction.StopSignal;
import dev.longshore.project.dockerfile.Instruction.User;
import dev.longshore.project.dockerfile.Instruction.Volume;
import dev.longshore.project.dockerfile.Instruction.Workdir;
import dev.longshore.project.dockerfile.Mount.Option;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Replaces the variables in those words of an instruction in which an engine does. What a shell is given ({@code RUN},
 * {@code CMD}, {@code ENTRYPOINT}, {@code HEALTHCHECK}), {@code SHELL}, {@code MAINTAINER}, {@code ONBUILD}, {@code --from} and
 * {@code --exclude} stay as they are, and so does {@code ARG}, of which {@link Scope} knows the values.
 */
public final class InstructionExpansion {
    private final char escape;
    private final Variables variables;
    private final Set<String> unset = new TreeSet<>();
    private final Set<String> unknown = new TreeSet<>();

    /**
     * @param unset the names that stand for nothing
     * @param unknown the names of which only an engine could tell; where there are some, the words aren't certain
     */
    public record Expanded<I extends Instruction>(I instruction, Set<String> unset, Set<String> unknown) {
        public Expanded {
            unset = Set.copyOf(unset);
            unknown = Set.copyOf(unknown);
        }
    }

    private InstructionExpansion(char escape, Variables variables) {
        this.escape = escape;
        this.variables = variables;
    }

    /**
     * @param variables what is known before the instruction
     * @throws ExpansionException if a word can't be understood, or a variable must be set and isn't
     */
    public static Expanded<Instruction> of(Instruction instruction, char escape, Variables variables) {
        InstructionExpansion expansion = new InstructionExpansion(escape, variables);
        Instruction expanded = expansion.expand(instruction);
        return new Expanded<>(expanded, expansion.unset, expansion.unknown);
    }

    private Instruction expand(Instruction instruction) {
        if (instruction instanceof From from) {
            return new From(from.platform().map(this::word), word(from.image()), from.name());
        } else if (instruction instanceof Env env) {
            return new Env(pairs(env.variables()), env.spaced());
        } else if (instruction instanceof Label label) {
            return new Label(pairs(label.labels()), label.spaced());
        } else if (instruction instanceof Copy copy) {
            return new Copy(
                    copy.from(),
                    copy.parents(),
                    options(copy.options()),
                    copy.sources().stream().map(this::source).toList(),
                    word(copy.destination()));
        } else if (instruction instanceof Add add) {
            return new Add(
                    add.checksum().map(this::word),
                    add.keepGitDirectory(),
                    add.unpack(),
                    options(add.options()),
                    add.sources().stream().map(this::source).toList(),
                    word(add.destination()));
        } else if (instruction instanceof Run run) {
            return new Run(
                    run.mounts().stream().map(this::mount).toList(),
                    run.network(),
                    run.security(),
                    run.devices(),
                    run.command(),
                    run.heredocs());
        } else if (instruction instanceof Expose expose) {
            return new Expose(expose.ports().stream()
                    .flatMap(port -> noted(Expansion.of(port, escape, variables)).words().stream())
                    .toList());
        } else if (instruction instanceof Volume volume) {
            return new Volume(volume.paths().stream().map(this::word).toList());
        } else if (instruction instanceof User user) {
            return new User(word(user.user()));
        } else if (instruction instanceof Workdir workdir) {
            return new Workdir(word(workdir.path()));
        } else if (instruction instanceof StopSignal signal) {
            return new StopSignal(word(signal.signal()));
        }
        return instruction;
    }

    private List<Pair> pairs(List<Pair> pairs) {
        return pairs.stream()
                .map(pair -> new Pair(word(pair.name()), word(pair.value())))
                .toList();
    }

    private FileOptions options(FileOptions options) {
        return new FileOptions(
                options.chown().map(this::word), options.chmod().map(this::word), options.link(), options.excludes());
    }

    private CopySource source(CopySource source) {
        if (source instanceof CopySource.Path path) {
            return new CopySource.Path(word(path.path()));
        }
        Heredoc heredoc = ((CopySource.Inline) source).heredoc();
        return heredoc.expands()
                ? new CopySource.Inline(new Heredoc(
                        heredoc.name(),
                        true,
                        false,
                        noted(Expansion.ofContent(heredoc.text(), variables)).text()))
                : source;
    }

    private Mount mount(Mount mount) {
        return new Mount(mount.options().stream()
                .map(option -> new Option(option.key(), option.value().map(this::word)))
                .toList());
    }

    private String word(String word) {
        return noted(Expansion.of(word, escape, variables)).text();
    }

    private Expansion noted(Expansion expansion) {
        unset.addAll(expansion.unset());
        unknown.addAll(expansion.unknown());
        return expansion;
    }
}
