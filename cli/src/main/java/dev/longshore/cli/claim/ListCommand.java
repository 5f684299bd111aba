package dev.longshore.cli.claim;

import dev.longshore.cli.server.Claim;
import dev.longshore.cli.server.ClaimsApi;
import dev.longshore.cli.server.NotFound;
import dev.longshore.cli.target.EnvironmentOptions;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Table;
import dev.longshore.cli.terminal.Table.Cell;
import dev.longshore.cli.terminal.Table.Column;
import dev.longshore.cli.terminal.Terminal;
import dev.longshore.project.progress.ByteCount;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the claims that have data. */
@Command(name = "list", description = "Lists the claims that have data, and what uses them.")
public final class ListCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("NAME", 10),
            new Column("NAMESPACE", 12),
            new Column("SIZE", 10),
            new Column("USED-BY", 10),
            Column.of("UNUSED-SINCE"));

    private final Surroundings surroundings;

    @Mixin
    private final EnvironmentOptions environment;

    public ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.environment = new EnvironmentOptions(surroundings);
    }

    @Override
    public Integer call() {
        List<Claim> claims = find(environment.connect().claims());
        Terminal terminal = surroundings.terminal();
        if (claims.isEmpty()) {
            terminal.line("no claim has data yet");
            return ExitCode.OK.value();
        }
        DateTimeFormatter time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
                .withZone(surroundings.clock().getZone());
        Table table = new Table(COLUMNS);
        for (Claim claim : claims) {
            table.row(List.of(
                    Cell.of(claim.name()),
                    Cell.of(claim.namespace()),
                    Cell.of(claim.sizeBytes().map(ByteCount::text).orElse("")),
                    Cell.of(String.join(",", claim.usedBy())),
                    Cell.of(claim.unusedSince().map(time::format).orElse(""))));
        }
        table.print(terminal);
        return ExitCode.OK.value();
    }

    /** An environment that nothing was ever pushed to isn't known to the server. */
    private static List<Claim> find(ClaimsApi api) {
        try {
            return api.list();
        } catch (NotFound neverPushed) {
            return List.of();
        }
    }
}
