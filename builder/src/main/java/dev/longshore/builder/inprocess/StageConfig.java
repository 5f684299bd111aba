package dev.longshore.builder.inprocess;

import dev.longshore.builder.layer.ImagePath;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.engine.ImageConfig;
import dev.longshore.engine.ImageConfig.HealthCheck;
import dev.longshore.project.dockerfile.CommandLine;
import dev.longshore.project.dockerfile.Instruction;
import dev.longshore.project.dockerfile.Instruction.Check;
import dev.longshore.project.dockerfile.Instruction.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a stage's image tells its containers, as its steps change it: the rules are those of Docker's Dockerfile reference. Not
 * thread-safe.
 */
final class StageConfig {
    private static final String DEFAULT_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/(tcp|udp|sctp))?");
    private static final int MAX_PORT = 65535;
    private static final Pattern SIGNAL =
            Pattern.compile("(?:SIG)?(?:HUP|INT|QUIT|TERM|KILL|USR1|USR2|WINCH)|[1-9]|[1-3]\\d");

    private ImageConfig config;

    /** An ENTRYPOINT takes away the base's CMD, but not the stage's own. */
    private boolean hasOwnCommand;

    /** @param base what the image below says */
    StageConfig(ImageConfig base) {
        boolean hasPath = base.env().stream().anyMatch(variable -> variable.startsWith("PATH="));
        this.config = hasPath
                ? base
                : base.withEnv(Stream.concat(base.env().stream(), Stream.of(DEFAULT_PATH))
                        .toList());
    }

    ImageConfig config() {
        return config;
    }

    /** A step that the base has already. */
    void pass(Instruction instruction) {
        hasOwnCommand |= instruction instanceof Instruction.Cmd;
    }

    /**
     * @param instruction with its variables replaced
     * @param text as written, for what is kept that way
     */
    void apply(Instruction instruction, String text) throws NeedsEngineException {
        if (instruction instanceof Instruction.Env env) {
            env.variables().forEach(this::set);
        } else if (instruction instanceof Instruction.Label label) {
            Map<String, String> labels = new TreeMap<>(config.labels());
            label.labels().forEach(pair -> labels.put(pair.name(), pair.value()));
            config = config.withLabels(labels);
        } else if (instruction instanceof Instruction.Cmd cmd) {
            config = config.withCmd(Optional.of(words(cmd.command())));
            hasOwnCommand = true;
        } else if (instruction instanceof Instruction.Entrypoint entrypoint) {
            config = config.withEntrypoint(Optional.of(words(entrypoint.command())));
            config = hasOwnCommand ? config : config.withCmd(Optional.empty());
        } else if (instruction instanceof Instruction.Expose expose) {
            TreeSet<String> ports = new TreeSet<>(config.ports());
            for (String port : expose.ports()) {
                ports.addAll(ports(port));
            }
            config = config.withPorts(List.copyOf(ports));
        } else if (instruction instanceof Instruction.Volume volume) {
            if (volume.paths().contains("")) {
                throw new NeedsEngineException("a path is empty");
            }
            TreeSet<String> volumes = new TreeSet<>(config.volumes());
            volumes.addAll(volume.paths());
            config = config.withVolumes(List.copyOf(volumes));
        } else if (instruction instanceof Instruction.User user) {
            config = config.withUser(Optional.of(user.user()));
        } else if (instruction instanceof Instruction.Workdir workdir) {
            // An absolute path stays as it is written.
            String path = workdir.path();
            config = config.withWorkdir(
                    Optional.of(path.startsWith("/") ? path : path(path).value()));
        } else if (instruction instanceof Instruction.StopSignal signal) {
            config = config.withSignal(Optional.of(signal(signal.signal())));
        } else if (instruction instanceof Instruction.Shell shell) {
            config = config.withShell(Optional.of(shell.words()));
        } else if (instruction instanceof Instruction.HealthCheck check) {
            HealthCheck stated = healthCheck(check);
            config = config.withHealth(Optional.of(
                    config.health().map(below -> merged(stated, below)).orElse(stated)));
        } else if (instruction instanceof Instruction.Maintainer maintainer) {
            config = config.withAuthor(Optional.of(maintainer.name()));
        } else if (instruction instanceof Instruction.OnBuild) {
            List<String> triggers = new ArrayList<>(config.onBuild());
            triggers.add(text.replaceFirst("(?i)^\\s*ONBUILD\\s*", ""));
            config = config.withOnBuild(triggers);
        }
    }

    /** A path as the instruction at this place means it: relative to the working directory. */
    ImagePath path(String written) {
        return written.startsWith("/")
                ? ImagePath.of(written)
                : ImagePath.of(config.workdir().orElse("") + "/" + written);
    }

    private void set(Pair variable) {
        List<String> env = new ArrayList<>(config.env());
        String assignment = variable.name() + "=" + variable.value();
        for (int index = 0; index < env.size(); index++) {
            if (env.get(index).startsWith(variable.name() + "=")) {
                env.set(index, assignment);
                config = config.withEnv(env);
                return;
            }
        }
        env.add(assignment);
        config = config.withEnv(env);
    }

    private List<String> words(CommandLine command) {
        if (command instanceof CommandLine.Exec exec) {
            return exec.words();
        }
        String text = ((CommandLine.InShell) command).text();
        List<String> shell = config.shell().orElse(DEFAULT_SHELL);
        return text.isEmpty()
                ? List.of()
                : Stream.concat(shell.stream(), Stream.of(text)).toList();
    }

    private static List<String> ports(String written) throws NeedsEngineException {
        Matcher matcher = PORTS.matcher(written);
        if (!matcher.matches()) {
            throw new NeedsEngineException("EXPOSE " + written);
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (first < 1 || first > last || last > MAX_PORT) {
            throw new NeedsEngineException("EXPOSE " + written);
        }
        String protocol = matcher.group(3) == null ? "tcp" : matcher.group(3);
        List<String> ports = new ArrayList<>();
        for (int port = first; port <= last; port++) {
            ports.add(port + "/" + protocol);
        }
        return ports;
    }

    private static String signal(String written) throws NeedsEngineException {
        if (!SIGNAL.matcher(written).matches()) {
            throw new NeedsEngineException("STOPSIGNAL " + written);
        }
        return written;
    }

    private static HealthCheck healthCheck(Instruction.HealthCheck written) throws NeedsEngineException {
        if (written.check().isEmpty()) {
            return new HealthCheck(
                    List.of("NONE"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0);
        }
        Check check = written.check().get();
        if (check.startInterval().isPresent()) {
            throw new NeedsEngineException("--start-interval");
        }
        List<String> test = check.command() instanceof CommandLine.Exec exec
                ? Stream.concat(Stream.of("CMD"), exec.words().stream()).toList()
                : List.of("CMD-SHELL", ((CommandLine.InShell) check.command()).text());
        return new HealthCheck(
                test, check.interval(), check.timeout(), check.startPeriod(), Optional.empty(), check.retries());
    }

    /** What a check doesn't state is that of the check that it replaces. */
    private static HealthCheck merged(HealthCheck stated, HealthCheck below) {
        return new HealthCheck(
                stated.test(),
                stated.interval().or(below::interval),
                stated.timeout().or(below::timeout),
                stated.startPeriod().or(below::startPeriod),
                below.startInterval(),
                stated.retries() == 0 ? below.retries() : stated.retries());
    }
}
