package dev.longshore.cli.microservice;

import dev.longshore.cli.server.EnvironmentApi;
import dev.longshore.cli.server.MicroserviceApi;
import dev.longshore.cli.server.Stream;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.RawTerminal;
import dev.longshore.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command in a container. */
@Command(
        name = "exec",
        description = "Runs a command in a container of a microservice; the exit code is the command's.",
        customSynopsis = "hasura microservice exec [OPTIONS] NAME -- COMMAND [ARGUMENT…]")
public final class ExecCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final MicroserviceOptions microservice;

    @Mixin
    private final PodOptions pod = new PodOptions();

    @Option(
            names = {"-i", "--stdin"},
            fallbackValue = "true",
            description = "Pass standard input on, which is the default; --stdin=false doesn't.")
    private Optional<Boolean> input = Optional.empty();

    @Option(
            names = {"-t", "--tty"},
            fallbackValue = "true",
            description = "Give the command a terminal, which is the default where there is one here; --tty=false"
                    + " doesn't.")
    private Optional<Boolean> tty = Optional.empty();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "The command, behind --.")
    private List<String> command = List.of();

    public ExecCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.microservice = new MicroserviceOptions(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        EnvironmentApi environment = microservice.connect();
        MicroserviceApi api = microservice.of(environment);
        boolean reads = input.orElse(true);
        // Where there is no such microservice or pod, this says so better than the stream could.
        api.status();
        Terminal terminal = surroundings.terminal();
        Optional<RawTerminal> raw = tty.orElse(true) && reads ? terminal.raw() : Optional.empty();
        try (Stream stream = api.exec(pod.pod(), pod.container())) {
            RemoteCommand remote = new RemoteCommand(stream, command);
            return raw.isPresent() ? remote.run(raw.get()) : remote.run(terminal, reads);
        } finally {
            if (raw.isPresent()) {
                raw.get().close();
            }
        }
    }
}
