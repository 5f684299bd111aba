package dev.longshore.cli.target;

import dev.longshore.cli.server.EnvironmentApi;
import dev.longshore.cli.server.EnvironmentUrl;
import dev.longshore.cli.server.ServerUrl;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import picocli.CommandLine.Mixin;

/** The options of a command that asks a server about an environment. */
public final class EnvironmentOptions {
    @Mixin
    private final ServerOption server;

    public EnvironmentOptions(Surroundings surroundings) {
        this.server = new ServerOption(surroundings);
    }

    public EnvironmentApi connect() {
        RepositoryOption repository = server.repository();
        EnvironmentUrl environment = repository.environment().orElseThrow(this::noRemote);
        ServerUrl url = server.given().orElse(environment.server());
        return new EnvironmentApi(server.connect(url), environment.environment());
    }

    private Failure noRemote() {
        RepositoryOption repository = server.repository();
        return repository.find().isPresent()
                ? new Failure(
                        ExitCode.FAILED,
                        "this repository has no remote '" + repository.alias()
                                + "' that leads to a Longshore server; add it with: hasura setup")
                : new Failure(
                        ExitCode.FAILED,
                        repository.directory() + " is not in a Git repository; go to your project, or name it with"
                                + " --project DIR");
    }
}
