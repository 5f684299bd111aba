package dev.longshore.project.dockerfile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What one instruction says. Words are as written: variables and quotes are still in them ({@link InstructionExpansion}). */
public sealed interface Instruction {
    Keyword keyword();

    /** Those that it announces, in that order. */
    default List<Heredoc> heredocs() {
        return List.of();
    }

    private static List<Heredoc> inline(List<CopySource> sources) {
        return sources.stream()
                .filter(CopySource.Inline.class::isInstance)
                .map(source -> ((CopySource.Inline) source).heredoc())
                .toList();
    }

    /**
     * Begins a stage.
     *
     * @param image an image, an earlier stage, or {@code scratch}
     * @param name in small letters
     */
    record From(Optional<String> platform, String image, Optional<String> name) implements Instruction {
        @Override
        public Keyword keyword() {
            return Keyword.FROM;
        }
    }

    record Run(
            List<Mount> mounts,
            Optional<String> network,
            Optional<String> security,
            List<String> devices,
            CommandLine command,
            List<Heredoc> heredocs)
            implements Instruction {
        public Run {
            mounts = List.copyOf(mounts);
            devices = List.copyOf(devices);
            heredocs = List.copyOf(heredocs);
        }

        @Override
        public Keyword keyword() {
            return Keyword.RUN;
        }
    }

    record Cmd(CommandLine command) implements Instruction {
        @Override
        public Keyword keyword() {
            return Keyword.CMD;
        }
    }

    record Entrypoint(CommandLine command) implements Instruction {
        @Override
        public Keyword keyword() {
            return Keyword.ENTRYPOINT;
        }
    }

    record Pair(String name, String value) {}

    /** @param spaced whether it is written in the old form, one name and after a blank all of the rest as its value */
    record Env(List<Pair> variables, boolean spaced) implements Instruction {
        public Env {
            variables = List.copyOf(variables);
        }

        @Override
        public Keyword keyword() {
            return Keyword.ENV;
        }
    }

    /** @param spaced as in {@link Env} */
    record Label(List<Pair> labels, boolean spaced) implements Instruction {
        public Label {
            labels = List.copyOf(labels);
        }

        @Override
        public Keyword keyword() {
            return Keyword.LABEL;
        }
    }

    record Declaration(String name, Optional<String> value) {}

    record Arg(List<Declaration> declarations) implements Instruction {
        public Arg {
            declarations = List.copyOf(declarations);
        }

        @Override
        public Keyword keyword() {
            return Keyword.ARG;
        }
    }

    record Maintainer(String name) implements Instruction {
        @Override
        public Keyword keyword() {
            return Keyword.MAINTAINER;
        }
    }

    /** @param ports {@code 8080}, {@code 53/udp}, {@code 7000-7010}, or variables that hold such */
    record Expose(List<String> ports) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }

        @Override
        public Keyword keyword() {
            return Keyword.EXPOSE;
        }
    }

    /**
     * The flags that {@code COPY} and {@code ADD} share.
     *
     * @param excludes patterns of what stays behind
     */
    record FileOptions(Optional<String> chown, Optional<String> chmod, boolean link, List<String> excludes) {
        public static final FileOptions NONE = new FileOptions(Optional.empty(), Optional.empty(), false, List.of());

        public FileOptions {
            excludes = List.copyOf(excludes);
        }
    }

    /**
     * @param from a stage by name or number, or an image; the context when missing
     * @param parents whether the directories above a source are made too
     */
    record Copy(
            Optional<String> from, boolean parents, FileOptions options, List<CopySource> sources, String destination)
            implements Instruction {
        public Copy {
            sources = List.copyOf(sources);
        }

        @Override
        public Keyword keyword() {
            return Keyword.COPY;
        }

        @Override
        public List<Heredoc> heredocs() {
            return inline(sources);
        }
    }

    /** @param unpack whether archives are unpacked; when missing, those of the context are and downloaded ones aren't */
    record Add(
            Optional<String> checksum,
            Optional<Boolean> keepGitDirectory,
            Optional<Boolean> unpack,
            FileOptions options,
            List<CopySource> sources,
            String destination)
            implements Instruction {
        public Add {
            sources = List.copyOf(sources);
        }

        @Override
        public Keyword keyword() {
            return Keyword.ADD;
        }

        @Override
        public List<Heredoc> heredocs() {
            return inline(sources);
        }
    }

    record Volume(List<String> paths) implements Instruction {
        public Volume {
            paths = List.copyOf(paths);
        }

        @Override
        public Keyword keyword() {
            return Keyword.VOLUME;
        }
    }

    record User(String user) implements Instruction {
        @Override
        public Keyword keyword() {
            return Keyword.USER;
        }
    }

    record Workdir(String path) implements Instruction {
        @Override
        public Keyword keyword() {
            return Keyword.WORKDIR;
        }
    }

    record StopSignal(String signal) implements Instruction {
        @Override
        public Keyword keyword() {
            return Keyword.STOPSIGNAL;
        }
    }

    /** @param trigger what a stage that is based on this one does first */
    record OnBuild(Instruction trigger) implements Instruction {
        @Override
        public Keyword keyword() {
            return Keyword.ONBUILD;
        }

        @Override
        public List<Heredoc> heredocs() {
            return trigger.heredocs();
        }
    }

    /** @param check missing for {@code NONE}, which takes away the base's */
    record HealthCheck(Optional<Check> check) implements Instruction {
        @Override
        public Keyword keyword() {
            return Keyword.HEALTHCHECK;
        }
    }

    /** What isn't given is left to the engine; of {@code retries} that is 0. */
    record Check(
            CommandLine command,
            Optional<Duration> interval,
            Optional<Duration> timeout,
            Optional<Duration> startPeriod,
            Optional<Duration> startInterval,
            int retries) {}

    record Shell(List<String> words) implements Instruction {
        public Shell {
            words = List.copyOf(words);
        }

        @Override
        public Keyword keyword() {
            return Keyword.SHELL;
        }
    }
}
