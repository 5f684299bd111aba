package dev.longshore.cli.build;

import dev.longshore.cli.server.EnvironmentApi;
import dev.longshore.cli.server.NotFound;
import dev.longshore.cli.server.Push;
import dev.longshore.cli.server.PushState;
import dev.longshore.cli.target.EnvironmentOptions;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.Colour;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.cli.terminal.Table;
import dev.longshore.cli.terminal.Table.Cell;
import dev.longshore.cli.terminal.Table.Column;
import dev.longshore.cli.terminal.Terminal;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the newest pushes. */
@Command(name = "list", description = "Lists the newest pushes and what became of them.")
public final class ListCommand implements Callable<Integer> {
    private static final int COMMIT_LENGTH = 7;

    private final Surroundings surroundings;

    @Mixin
    private final EnvironmentOptions environment;

    @Option(names = "--limit", paramLabel = "N", description = "How many pushes; ${DEFAULT-VALUE} by default.")
    private int limit = 20;

    public ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.environment = new EnvironmentOptions(surroundings);
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new Failure(ExitCode.USAGE, "--limit is " + limit + ", but must be at least 1");
        }
        EnvironmentApi api = environment.connect();
        List<Push> pushes = find(api);
        Terminal terminal = surroundings.terminal();
        if (pushes.isEmpty()) {
            terminal.line(
                    "no pushes yet; push with: git push " + api.environment().alias() + " master");
        } else {
            print(pushes, terminal);
        }
        return ExitCode.OK.value();
    }

    private List<Push> find(EnvironmentApi api) {
        try {
            return api.pushes(limit);
        } catch (NotFound neverPushed) {
            return List.of();
        }
    }

    private void print(List<Push> pushes, Terminal terminal) {
        Table table = new Table(
                Stream.of("PUSH", "KIND", "STATE", "RELEASE", "COMMIT", "BRANCH", "BY", "STARTED", "TOOK", "SUBJECT")
                        .map(Column::of)
                        .toList());
        DateTimeFormatter time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
                .withZone(surroundings.clock().getZone());
        for (Push push : pushes) {
            table.row(List.of(
                    Cell.of(String.valueOf(push.id())),
                    Cell.of(push.kind()),
                    new Cell(push.state(), colour(push.state())),
                    Cell.of(
                            push.release().isPresent()
                                    ? String.valueOf(push.release().getAsLong())
                                    : ""),
                    Cell.of(push.commit()
                            .substring(0, Math.min(COMMIT_LENGTH, push.commit().length()))),
                    Cell.of(push.branch()),
                    Cell.of(push.by()),
                    Cell.of(time.format(push.startedAt())),
                    Cell.of(took(push)),
                    Cell.of(push.subject())));
        }
        table.print(terminal);
    }

    /** For a push that goes on: how long it has been going on. */
    private String took(Push push) {
        Duration duration =
                Duration.between(push.startedAt(), push.finishedAt().orElseGet(surroundings.clock()::instant));
        String text = duration.toMinutes() == 0
                ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        return push.finishedAt().isPresent() ? text : text + " so far";
    }

    private static Colour colour(String state) {
        if (PushState.unsuccessful(state)) {
            return Colour.RED;
        }
        if (!PushState.finished(state)) {
            return Colour.YELLOW;
        }
        return state.equals("live") ? Colour.GREEN : Colour.PLAIN;
    }
}
