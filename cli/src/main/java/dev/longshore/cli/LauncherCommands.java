package dev.longshore.cli;

import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands that the launcher carries out without this program; here they are for the help. */
final class LauncherCommands {
    private LauncherCommands() {}

    static CommandLine quickstart() {
        return command(
                "quickstart", "Sets up an engine, the server and the gateway on this machine and pushes an example.");
    }

    static CommandLine server() {
        return command("server", "Runs the server in the foreground.");
    }

    static CommandLine gateway() {
        return command("gateway", "Runs the API gateway in the foreground.");
    }

    private static CommandLine command(String name, String description) {
        Callable<Integer> elsewhere = () -> {
            throw new Failure(ExitCode.USAGE, "'" + name + "' is the launcher's; run it as: ./hasura " + name);
        };
        CommandSpec spec = CommandSpec.wrapWithoutInspection(elsewhere).name(name);
        spec.usageMessage().description(description);
        return new CommandLine(spec).setUnmatchedArgumentsAllowed(true);
    }
}
