package dev.longshore.cli;

import dev.longshore.cli.build.BasesCommand;
import dev.longshore.cli.build.BuildCommand;
import dev.longshore.cli.build.CancelCommand;
import dev.longshore.cli.claim.BackupCommand;
import dev.longshore.cli.claim.ClaimCommand;
import dev.longshore.cli.claim.RestoreCommand;
import dev.longshore.cli.environment.EnvironmentCommand;
import dev.longshore.cli.environment.SetCommand;
import dev.longshore.cli.login.GitCredentialCommand;
import dev.longshore.cli.login.LoginCommand;
import dev.longshore.cli.microservice.ExecCommand;
import dev.longshore.cli.microservice.MicroserviceCommand;
import dev.longshore.cli.microservice.PortForwardCommand;
import dev.longshore.cli.microservice.RestartCommand;
import dev.longshore.cli.microservice.ScaleCommand;
import dev.longshore.cli.microservice.StatusCommand;
import dev.longshore.cli.setup.SetupCommand;
import dev.longshore.cli.sshkey.AddCommand;
import dev.longshore.cli.sshkey.RemoveCommand;
import dev.longshore.cli.sshkey.SshKeyCommand;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code hasura} command. */
@Command(
        name = "hasura",
        description = "Longshore: git push to deploy.",
        footer = {"", "Help on a command: hasura COMMAND --help"})
public final class Hasura {
    private Hasura() {}

    public static void main(String[] arguments) {
        System.exit(run(Surroundings.ofProcess(), arguments));
    }

    /** Runs one command and returns its exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        Terminal terminal = surroundings.terminal();
        return commandLine(surroundings)
                .setOut(terminal.outWriter())
                .setErr(terminal.errWriter())
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.coloured() ? Ansi.ON : Ansi.OFF))
                .setExecutionExceptionHandler((exception, command, parsed) -> failed(terminal, exception))
                .setParameterExceptionHandler((exception, given) -> misunderstood(terminal, exception))
                .setExecutionStrategy(parsed -> execute(terminal, parsed))
                .execute(arguments);
    }

    private static CommandLine commandLine(Surroundings surroundings) {
        CommandLine hasura = new CommandLine(new Hasura())
                .addSubcommand(LauncherCommands.quickstart())
                .addSubcommand(new SetupCommand(surroundings))
                .addSubcommand(new CommandLine(new MicroserviceCommand())
                        .addSubcommand(new dev.longshore.cli.microservice.ListCommand(surroundings))
                        .addSubcommand(new dev.longshore.cli.microservice.LogsCommand(surroundings))
                        .addSubcommand(new StatusCommand(surroundings))
                        .addSubcommand(new ExecCommand(surroundings))
                        .addSubcommand(new PortForwardCommand(surroundings))
                        .addSubcommand(new RestartCommand(surroundings))
                        .addSubcommand(new ScaleCommand(surroundings))
                        .addSubcommand(new dev.longshore.cli.microservice.RemoveCommand(surroundings)))
                .addSubcommand(new CommandLine(new BuildCommand())
                        .addSubcommand(new dev.longshore.cli.build.ListCommand(surroundings))
                        .addSubcommand(new dev.longshore.cli.build.LogsCommand(surroundings))
                        .addSubcommand(new CancelCommand(surroundings))
                        .addSubcommand(new BasesCommand(surroundings)))
                .addSubcommand(new CommandLine(new ClaimCommand())
                        .addSubcommand(new dev.longshore.cli.claim.ListCommand(surroundings))
                        .addSubcommand(new BackupCommand(surroundings))
                        .addSubcommand(new RestoreCommand(surroundings))
                        .addSubcommand(new dev.longshore.cli.claim.RemoveCommand(surroundings)))
                .addSubcommand(new CommandLine(new EnvironmentCommand()).addSubcommand(new SetCommand(surroundings)))
                .addSubcommand(new CommandLine(new SshKeyCommand())
                        .addSubcommand(new AddCommand(surroundings))
                        .addSubcommand(new dev.longshore.cli.sshkey.ListCommand(surroundings))
                        .addSubcommand(new RemoveCommand(surroundings)))
                .addSubcommand(new LoginCommand(surroundings))
                .addSubcommand(new GitCredentialCommand(surroundings))
                .addSubcommand(LauncherCommands.server())
                .addSubcommand(LauncherCommands.gateway())
                .addSubcommand(new VersionCommand(surroundings));
        addHelp(hasura);
        return hasura;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        command.getSubcommands().values().stream().distinct().forEach(Hasura::addHelp);
    }

    /** A group of commands, named alone, shows what is in it. */
    private static int execute(Terminal terminal, CommandLine.ParseResult parsed) {
        List<CommandLine> given = parsed.asCommandLineList();
        CommandLine last = given.get(given.size() - 1);
        if (!last.isUsageHelpRequested() && !last.getSubcommands().isEmpty()) {
            last.usage(terminal.errWriter());
            return ExitCode.USAGE.value();
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int failed(Terminal terminal, Exception exception) {
        if (exception instanceof Failure failure) {
            terminal.failure(Failure.reason(failure));
            return failure.exitCode().value();
        }
        terminal.failure(Failure.reason(exception));
        return ExitCode.FAILED.value();
    }

    private static int misunderstood(Terminal terminal, ParameterException exception) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        terminal.failure(suggestion(exception) + "; see: " + command + " --help");
        return ExitCode.USAGE.value();
    }

    private static String suggestion(ParameterException exception) {
        String message = Failure.reason(exception).lines().findFirst().orElse("");
        String what = message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
        if (exception instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "there is no " + unmatched.getUnmatched().get(0) + "; did you mean: "
                    + unmatched.getSuggestions().get(0);
        }
        return what;
    }
}
