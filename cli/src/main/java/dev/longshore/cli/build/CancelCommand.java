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
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cancels a push. */
@Command(name = "cancel", description = "Cancels a push that waits or runs; what is live stays live.")
public final class CancelCommand implements Callable<Integer> {
    /** More than wait at any time. */
    private static final int NEWEST = 100;

    private final Surroundings surroundings;

    @Mixin
    private final EnvironmentOptions environment;

    @Parameters(
            arity = "0..1",
            paramLabel = "PUSH",
            description = "The number of the push; by default the one that is on its way.")
    private Optional<Long> id = Optional.empty();

    public CancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.environment = new EnvironmentOptions(surroundings);
    }

    @Override
    public Integer call() {
        EnvironmentApi api = environment.connect();
        long push = id.orElseGet(() -> onItsWay(api));
        boolean ended = PushState.finished(api.cancel(push));
        surroundings
                .terminal()
                .line(
                        ended
                                ? "push " + push + " is cancelled; what was live stays live"
                                : "push " + push + " is being cancelled; watch it: hasura build logs -f " + push);
        return ExitCode.OK.value();
    }

    private static long onItsWay(EnvironmentApi api) {
        List<Push> candidates =
                newest(api).stream().filter(push -> push.finishedAt().isEmpty()).toList();
        if (candidates.isEmpty()) {
            throw new Failure(ExitCode.FAILED, "no push to " + api.environment() + " is on its way");
        }
        if (candidates.size() > 1) {
            String names = candidates.stream()
                    .map(push -> push.id() + " (" + push.state() + ")")
                    .collect(Collectors.joining(", "));
            throw new Failure(
                    ExitCode.FAILED,
                    "several pushes are on their way, " + names + "; say which: hasura build cancel PUSH");
        }
        return candidates.get(0).id();
    }

    private static List<Push> newest(EnvironmentApi api) {
        try {
            return api.pushes(NEWEST);
        } catch (NotFound neverPushed) {
            return List.of();
        }
    }
}
