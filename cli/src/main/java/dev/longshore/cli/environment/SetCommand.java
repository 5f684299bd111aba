package dev.longshore.cli.environment;

import dev.longshore.cli.server.EnvironmentSettings;
import dev.longshore.cli.target.EnvironmentOptions;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes the settings of an environment. */
@Command(name = "set", description = "Changes settings; only an administrator may.")
public final class SetCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final EnvironmentOptions environment;

    @Option(
            names = "--force-push",
            paramLabel = "allow|refuse",
            description = "Whether a force push to the branch that deploys is deployed.")
    private Optional<String> forcePush = Optional.empty();

    @Option(
            names = "--deploy-branch",
            paramLabel = "NAME",
            description = "The branch that deploys; it must be at the same commit as the one that does now.")
    private Optional<String> deployBranch = Optional.empty();

    public SetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.environment = new EnvironmentOptions(surroundings);
    }

    @Override
    public Integer call() {
        Map<String, String> changes = new LinkedHashMap<>();
        forcePush.ifPresent(policy -> changes.put("forcePush", policy));
        deployBranch.ifPresent(name -> changes.put("deployBranch", name));
        if (changes.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "say what to set: --force-push or --deploy-branch");
        }
        EnvironmentSettings now = environment.connect().set(changes);
        Terminal terminal = surroundings.terminal();
        terminal.line("force push     " + now.forcePush());
        terminal.line("deploy branch  " + now.deployBranch());
        return ExitCode.OK.value();
    }
}
