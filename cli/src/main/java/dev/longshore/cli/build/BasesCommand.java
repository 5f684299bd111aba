package dev.longshore.cli.build;

import dev.longshore.cli.server.Base;
import dev.longshore.cli.server.EnvironmentApi;
import dev.longshore.cli.server.NotFound;
import dev.longshore.cli.target.EnvironmentOptions;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Table;
import dev.longshore.cli.terminal.Table.Cell;
import dev.longshore.cli.terminal.Table.Column;
import dev.longshore.cli.terminal.Terminal;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what the names of base images mean. */
@Command(
        name = "bases",
        description = {
            "Lists the images that builds begin with, and which image each name stands for.",
            "It does so until a rebuild: git push hasura HEAD:refs/do/rebuild"
        })
public final class BasesCommand implements Callable<Integer> {
    /** Enough to tell two images apart, and to find one in a registry's pages. */
    private static final int SHOWN = "sha256:".length() + 12;

    private final Surroundings surroundings;

    @Mixin
    private final EnvironmentOptions environment;

    public BasesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.environment = new EnvironmentOptions(surroundings);
    }

    @Override
    public Integer call() {
        List<Base> bases = find(environment.connect());
        Terminal terminal = surroundings.terminal();
        if (bases.isEmpty()) {
            terminal.line("no build has used a base image yet");
            return ExitCode.OK.value();
        }
        DateTimeFormatter time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
                .withZone(surroundings.clock().getZone());
        Table table = new Table(Stream.of("IMAGE", "DIGEST", "IMAGE-ID", "SINCE", "USED-BY")
                .map(Column::of)
                .toList());
        for (Base base : bases) {
            table.row(List.of(
                    Cell.of(base.reference()),
                    Cell.of(base.digest().map(BasesCommand::shortened).orElse("")),
                    Cell.of(shortened(base.imageId())),
                    Cell.of(time.format(base.since())),
                    Cell.of(String.join(",", base.usedBy()))));
        }
        table.print(terminal);
        return ExitCode.OK.value();
    }

    /** An environment that nothing was ever pushed to isn't known to the server. */
    private static List<Base> find(EnvironmentApi api) {
        try {
            return api.bases();
        } catch (NotFound neverPushed) {
            return List.of();
        }
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(SHOWN, digest.length()));
    }
}
