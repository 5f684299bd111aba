package dev.longshore.cli.sshkey;

import dev.longshore.cli.server.SshKey;
import dev.longshore.cli.server.SshKeysApi;
import dev.longshore.cli.target.ServerOption;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Table;
import dev.longshore.cli.terminal.Table.Cell;
import dev.longshore.cli.terminal.Table.Column;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the caller's keys. */
@Command(name = "list", description = "Lists your keys.")
public final class ListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final ServerOption server;

    public ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() {
        List<SshKey> keys = new SshKeysApi(server.connect()).list().keys();
        if (keys.isEmpty()) {
            surroundings.terminal().line("no keys yet; add one with: hasura ssh-key add");
            return ExitCode.OK.value();
        }
        Table table = new Table(Stream.of("NAME", "TYPE", "ADDED", "LAST USED", "FINGERPRINT")
                .map(Column::of)
                .toList());
        DateTimeFormatter time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
                .withZone(surroundings.clock().getZone());
        for (SshKey key : keys) {
            table.row(List.of(
                    Cell.of(key.comment()),
                    Cell.of(key.type() + (key.type().equals("ssh-rsa") ? " " + key.bits() : "")),
                    Cell.of(time.format(key.addedAt())),
                    Cell.of(key.lastUsedAt().map(time::format).orElse("never")),
                    Cell.of(key.fingerprint())));
        }
        table.print(surroundings.terminal());
        return ExitCode.OK.value();
    }
}
