package dev.longshore.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an image tells its containers: the {@code config} of an image's configuration (OCI image specification, with what
 * Docker adds to it), and who made it.
 *
 * @param user as whom its program runs, {@code 1000}, {@code nginx:nginx} …
 * @param ports that it exposes, {@code 80/tcp}; kept in order, each once
 * @param env {@code NAME=value}, in the order in which they were set
 * @param entrypoint empty says that there is none, which missing doesn't
 * @param cmd likewise
 * @param volumes the paths that it declares as volumes; kept in order, each once
 * @param signal the one that asks its program to end, {@code SIGQUIT}
 * @param shell what runs the shell forms of its Dockerfile's instructions
 * @param onBuild the instructions that builds which are based on it do first
 */
public record ImageConfig(
        Optional<String> user,
        List<String> ports,
        List<String> env,
        Optional<List<String>> entrypoint,
        Optional<List<String>> cmd,
        List<String> volumes,
        Optional<String> workdir,
        Map<String, String> labels,
        Optional<String> signal,
        Optional<HealthCheck> health,
        Optional<List<String>> shell,
        List<String> onBuild,
        Optional<String> author) {
    /** That of {@code scratch}. */
    public static final ImageConfig NONE = new ImageConfig(
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    public ImageConfig {
        ports = ordered(ports);
        env = List.copyOf(env);
        entrypoint = entrypoint.map(List::copyOf);
        cmd = cmd.map(List::copyOf);
        volumes = ordered(volumes);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        shell = shell.map(List::copyOf);
        onBuild = List.copyOf(onBuild);
    }

    /**
     * How the engine finds out whether a container works. What isn't given is left to the engine; of {@code retries} that
     * is 0.
     *
     * @param test {@code CMD} and the words of a command, {@code CMD-SHELL} and a line, or {@code NONE}
     */
    public record HealthCheck(
            List<String> test,
            Optional<Duration> interval,
            Optional<Duration> timeout,
            Optional<Duration> startPeriod,
            Optional<Duration> startInterval,
            int retries) {
        public HealthCheck {
            test = List.copyOf(test);
        }
    }

    public ImageConfig withUser(Optional<String> user) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    public ImageConfig withPorts(List<String> ports) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    public ImageConfig withEnv(List<String> env) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    public ImageConfig withEntrypoint(Optional<List<String>> entrypoint) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    public ImageConfig withCmd(Optional<List<String>> cmd) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    public ImageConfig withVolumes(List<String> volumes) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    public ImageConfig withWorkdir(Optional<String> workdir) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    public ImageConfig withLabels(Map<String, String> labels) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    public ImageConfig withSignal(Optional<String> signal) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    public ImageConfig withHealth(Optional<HealthCheck> health) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    public ImageConfig withShell(Optional<List<String>> shell) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    public ImageConfig withOnBuild(List<String> onBuild) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    public ImageConfig withAuthor(Optional<String> author) {
        return new ImageConfig(
                user, ports, env, entrypoint, cmd, volumes, workdir, labels, signal, health, shell, onBuild, author);
    }

    private static List<String> ordered(Collection<String> names) {
        return names.stream().distinct().sorted().toList();
    }
}
