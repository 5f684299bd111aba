package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Instruction.Add;
import dev.longshore.project.dockerfile.Instruction.Arg;
import dev.longshore.project.dockerfile.Instruction.Check;
import dev.longshore.project.dockerfile.Instruction.Cmd;
import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.Instruction.Entrypoint;
import dev.longshore.project.dockerfile.Instruction.Env;
import dev.longshore.project.dockerfile.Instruction.Expose;
import dev.longshore.project.dockerfile.Instruction.FileOptions;
import dev.longshore.project.dockerfile.Instruction.From;
import dev.longshore.project.dockerfile.Instruction.HealthCheck;
import dev.longshore.project.dockerfile.Instruction.Label;
import dev.longshore.project.dockerfile.Instruction.Maintainer;
import dev.longshore.project.dockerfile.Instruction.OnBuild;
import dev.longshore.project.dockerfile.Instruction.Pair;
import dev.longshore.project.dockerfile.Instruction.Run;
import dev.longshore.project.dockerfile.Instruction.Shell;
import dev.longshore.project.dockerfile.Instruction.StopSignal;
import dev.longshore.project.dockerfile.Instruction.User;
import dev.longshore.project.dockerfile.Instruction.Volume;
import dev.longshore.project.dockerfile.Instruction.Workdir;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes one instruction so that it is read as the same value again. */
final class InstructionWriter {
    private final char escape;
    private final StringBuilder line = new StringBuilder();
    private final List<Heredoc> heredocs = new ArrayList<>();

    private InstructionWriter(char escape) {
        this.escape = escape;
    }

    /** With the line ends. */
    static String write(Instruction instruction, char escape) {
        InstructionWriter writer = new InstructionWriter(escape);
        writer.add(instruction);
        return writer.lines();
    }

    private String lines() {
        StringBuilder lines = new StringBuilder(line);
        if (line.charAt(line.length() - 1) == escape) {
            // A white space that isn't a blank keeps the escape character from continuing the line.
            lines.append('\f');
        }
        lines.append('\n');
        heredocs.forEach(heredoc ->
                lines.append(heredoc.content()).append(heredoc.name()).append('\n'));
        return lines.toString();
    }

    private void add(Instruction instruction) {
        line.append(instruction.keyword());
        if (instruction instanceof From from) {
            flag("platform", from.platform());
            text(from.image() + from.name().map(name -> " AS " + name).orElse(""));
        } else if (instruction instanceof Run run) {
            run.mounts().forEach(mount -> flag("mount", Optional.of(mount(mount))));
            flag("network", run.network());
            flag("security", run.security());
            run.devices().forEach(device -> flag("device", Optional.of(device)));
            command(run.command());
            heredocs.addAll(run.heredocs());
        } else if (instruction instanceof Cmd cmd) {
            command(cmd.command());
        } else if (instruction instanceof Entrypoint entrypoint) {
            command(entrypoint.command());
        } else if (instruction instanceof Env env) {
            pairs(env.variables(), env.spaced());
        } else if (instruction instanceof Label label) {
            pairs(label.labels(), label.spaced());
        } else if (instruction instanceof Arg arg) {
            text(arg.declarations().stream()
                    .map(one ->
                            one.name() + one.value().map(value -> "=" + value).orElse(""))
                    .collect(Collectors.joining(" ")));
        } else if (instruction instanceof Copy copy) {
            flag("from", copy.from());
            flag("parents", copy.parents());
            files(copy.options(), copy.sources(), copy.destination());
        } else if (instruction instanceof Add add) {
            flag("checksum", add.checksum());
            flag("keep-git-dir", add.keepGitDirectory().map(String::valueOf));
            flag("unpack", add.unpack().map(String::valueOf));
            files(add.options(), add.sources(), add.destination());
        } else if (instruction instanceof HealthCheck health) {
            health.check().ifPresentOrElse(this::check, () -> text("NONE"));
        } else if (instruction instanceof OnBuild onBuild) {
            line.append(' ');
            add(onBuild.trigger());
        } else if (instruction instanceof Expose expose) {
            text(String.join(" ", expose.ports()));
        } else if (instruction instanceof Volume volume) {
            words(volume.paths());
        } else if (instruction instanceof Shell shell) {
            text(JsonWords.write(shell.words()));
        } else if (instruction instanceof Maintainer maintainer) {
            text(maintainer.name());
        } else if (instruction instanceof User user) {
            text(user.user());
        } else if (instruction instanceof Workdir workdir) {
            text(workdir.path());
        } else if (instruction instanceof StopSignal signal) {
            text(signal.signal());
        }
    }

    /** What begins with two hyphens would be a flag. */
    private void text(String text) {
        line.append(text.startsWith("--") ? " -- " : text.isEmpty() ? "" : " ").append(text);
    }

    private void command(CommandLine command) {
        text(
                command instanceof CommandLine.Exec exec
                        ? JsonWords.write(exec.words())
                        : ((CommandLine.InShell) command).text());
    }

    private void pairs(List<Pair> pairs, boolean spaced) {
        text(pairs.stream()
                .map(pair -> pair.name() + (spaced ? " " : "=") + pair.value())
                .collect(Collectors.joining(" ")));
    }

    private void files(FileOptions options, List<CopySource> sources, String destination) {
        flag("chown", options.chown());
        flag("chmod", options.chmod());
        flag("link", options.link());
        options.excludes().forEach(pattern -> flag("exclude", Optional.of(pattern)));
        List<String> words = new ArrayList<>();
        for (CopySource source : sources) {
            if (source instanceof CopySource.Inline inline) {
                words.add(announcement(inline.heredoc()));
                heredocs.add(inline.heredoc());
            } else if (source instanceof CopySource.Path path) {
                words.add(path.path());
            }
        }
        words.add(destination);
        boolean looksLikeHeredoc = sources.stream()
                .anyMatch(source ->
                        source instanceof CopySource.Path path && path.path().contains("<<"));
        // The JSON form has no heredocs, neither wanted nor unwanted ones.
        if (looksLikeHeredoc && heredocs.isEmpty()) {
            text(JsonWords.write(words));
        } else {
            words(words);
        }
    }

    /** In the JSON form where words couldn't be told apart otherwise. */
    private void words(List<String> words) {
        String joined = String.join(" ", words);
        boolean plain = !joined.startsWith("[")
                && joined.indexOf('\n') < 0
                && Blanks.words(Blanks.trim(joined)).stream()
                        .map(Word::text)
                        .toList()
                        .equals(words);
        text(plain ? joined : JsonWords.write(words));
    }

    private static String announcement(Heredoc heredoc) {
        String start = heredoc.tabsAreCut() ? "<<-" : "<<";
        String name = heredoc.name();
        if (heredoc.expands()) {
            return start + name.replaceAll("([\\\\'\"$])", "\\\\$1");
        }
        return start
                + (name.indexOf('\'') < 0 ? "'" + name + "'" : "\"" + name.replaceAll("([\\\\\"$])", "\\\\$1") + "\"");
    }

    private void check(Check check) {
        flag("interval", check.interval().map(GoDuration::write));
        flag("timeout", check.timeout().map(GoDuration::write));
        flag("start-period", check.startPeriod().map(GoDuration::write));
        flag("start-interval", check.startInterval().map(GoDuration::write));
        flag(
                "retries",
                Optional.of(check.retries()).filter(retries -> retries > 0).map(String::valueOf));
        line.append(" CMD ");
        line.append(
                check.command() instanceof CommandLine.Exec exec
                        ? JsonWords.write(exec.words())
                        : ((CommandLine.InShell) check.command()).text());
    }

    private void flag(String name, boolean on) {
        if (on) {
            line.append(" --").append(name);
        }
    }

    private void flag(String name, Optional<String> value) {
        value.ifPresent(text -> {
            line.append(" --").append(name).append('=');
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Blanks.is(c) || c == '\'' || c == '"' || c == escape) {
                    line.append(escape);
                }
                line.append(c);
            }
        });
    }

    private static String mount(Mount mount) {
        return mount.options().stream()
                .map(option ->
                        option.key() + option.value().map(value -> "=" + value).orElse(""))
                .map(field -> field.indexOf(',') < 0 && field.indexOf('"') < 0
                        ? field
                        : "\"" + field.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(","));
    }
}
