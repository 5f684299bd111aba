package dev.longshore.server;

import dev.longshore.server.access.Role;
import dev.longshore.server.access.Users;
import dev.longshore.server.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code create-administrator NAME}: prints a new access token, alone. Works whether or not the server runs. */
@Command(
        name = "create-administrator",
        mixinStandardHelpOptions = true,
        description = "Makes a user an administrator and prints a new access token.")
final class CreateAdministrator implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "the user's name")
    private String name = "";

    @Option(names = "--data", paramLabel = "DIR", description = "the server's data directory")
    private Path data = ServerMain.defaultData();

    CreateAdministrator(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Database database = Database.open(DataDirectory.open(data).database());
        terminal.print(new Users(database, Clock.systemUTC())
                .issueToken(name, Role.ADMIN)
                .secret());
        return 0;
    }
}
