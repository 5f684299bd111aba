package dev.longshore.cli.build;

import dev.longshore.cli.server.EnvironmentApi;
import dev.longshore.cli.server.NotFound;
import dev.longshore.cli.server.Push;
import dev.longshore.cli.server.PushState;
import dev.longshore.cli.target.EnvironmentOptions;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the log of a push. */
@Command(name = "logs", description = "Shows the log of a push; followed, the exit code is 1 when that push fails.")
public final class LogsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final EnvironmentOptions environment;

    @Parameters(arity = "0..1", paramLabel = "PUSH", description = "The number of the push; the newest by default.")
    private Optional<Long> id = Optional.empty();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the push has ended.")
    private boolean follow;

    public LogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.environment = new EnvironmentOptions(surroundings);
    }

    @Override
    public Integer call() {
        EnvironmentApi api = environment.connect();
        PushLog log = PushLog.of(api, id.orElseGet(() -> newest(api)), surroundings.terminal());
        if (!follow) {
            log.show();
            return ExitCode.OK.value();
        }
        String state = log.follow();
        return (PushState.unsuccessful(state) ? ExitCode.FAILED : ExitCode.OK).value();
    }

    private static long newest(EnvironmentApi api) {
        return find(api).stream()
                .mapToLong(Push::id)
                .findFirst()
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED,
                        "nothing was pushed to " + api.environment() + " yet; push with: git push "
                                + api.environment().alias() + " master"));
    }

    private static List<Push> find(EnvironmentApi api) {
        try {
            return api.pushes(1);
        } catch (NotFound neverPushed) {
            return List.of();
        }
    }
}
