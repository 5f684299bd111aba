package dev.longshore.cli.microservice;

import dev.longshore.cli.server.EnvironmentApi;
import dev.longshore.cli.server.MicroserviceApi;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.cli.terminal.LogOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a microservice printed. */
@Command(name = "logs", description = "Shows what a microservice printed.")
public final class LogsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final MicroserviceOptions microservice;

    @Mixin
    private final PodOptions pod = new PodOptions();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what it prints from now on.")
    private boolean follow;

    @Option(names = "--tail", paramLabel = "N", description = "Begin at most N lines before the end.")
    private Optional<Integer> tail = Optional.empty();

    public LogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.microservice = new MicroserviceOptions(surroundings);
    }

    @Override
    public Integer call() {
        if (tail.isPresent() && tail.get() < 0) {
            throw new Failure(ExitCode.USAGE, "--tail is " + tail.get() + ", but must be a number of lines");
        }
        EnvironmentApi api = microservice.connect();
        OptionalInt lines = tail.map(OptionalInt::of).orElse(OptionalInt.empty());
        LogOutput output = new LogOutput(surroundings.terminal());
        MicroserviceApi.LogOptions options = new MicroserviceApi.LogOptions(follow, lines, pod.pod(), pod.container());
        try (InputStream text = microservice.of(api).log(options).text()) {
            output.copy(text);
        } catch (IOException cut) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    "the connection to " + api.server() + " broke; go on with: hasura microservice logs -f "
                            + microservice.name(),
                    cut);
        }
        return ExitCode.OK.value();
    }
}
