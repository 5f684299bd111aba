package dev.longshore.cli.target;

import dev.longshore.cli.credentials.Credential;
import dev.longshore.cli.credentials.CredentialsFile;
import dev.longshore.cli.server.EnvironmentUrl;
import dev.longshore.cli.server.ServerApi;
import dev.longshore.cli.server.ServerUrl;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --server}, and where the server's URL comes from without it. */
public final class ServerOption {
    private final Surroundings surroundings;

    @Mixin
    private final RepositoryOption repository;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server; by default that of the repository's remote, else LONGSHORE_SERVER, else the one"
                    + " that was last logged in to.")
    private Optional<String> server = Optional.empty();

    public ServerOption(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.repository = new RepositoryOption(surroundings);
    }

    public RepositoryOption repository() {
        return repository;
    }

    /** What {@code --server} says. */
    public Optional<ServerUrl> given() {
        return server.map(text -> ServerUrl.require("--server", text));
    }

    public ServerUrl resolve() {
        return given().or(() -> repository.environment().map(EnvironmentUrl::server))
                .or(this::configured)
                .or(this::loggedIn)
                .orElseThrow(() -> new Failure(
                        ExitCode.USAGE, "no server is known here; name one, like --server http://localhost:8080"));
    }

    /** The API of the server that is meant, as who is logged in to it. */
    public ServerApi connect() {
        return connect(resolve());
    }

    ServerApi connect(ServerUrl url) {
        Credential credential = surroundings
                .credentials()
                .find(url)
                .orElseThrow(() -> new Failure(
                        ExitCode.NOT_ALLOWED, "not logged in to " + url + "; run: hasura login --server " + url));
        return new ServerApi(url, credential.token());
    }

    private Optional<ServerUrl> configured() {
        return Optional.ofNullable(surroundings.environment().get("LONGSHORE_SERVER"))
                .filter(text -> !text.isEmpty())
                .map(text -> ServerUrl.require("LONGSHORE_SERVER", text));
    }

    private Optional<ServerUrl> loggedIn() {
        CredentialsFile credentials = surroundings.credentials();
        return credentials.defaultServer();
    }
}
