package dev.longshore.cli.login;

import dev.longshore.cli.credentials.CredentialsFile;
import dev.longshore.cli.target.Surroundings;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The credential helper that {@code hasura setup} configures for a clone. As gitcredentials(7) asks, an operation that it
 * doesn't know and a server that it has nothing for end without a word and with exit code 0.
 */
@Command(
        name = "git-credential",
        hidden = true,
        description = "Answers git's question for the user and the password of a server.")
public final class GitCredentialCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "OPERATION", description = "get, store or erase")
    private String operation = "";

    public GitCredentialCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        CredentialDescription description =
                CredentialDescription.read(surroundings.terminal().in());
        switch (operation) {
            case "get" -> get(description);
            case "store" -> store(description);
            case "erase" -> erase(description);
            default -> {}
        }
        return 0;
    }

    private void get(CredentialDescription wanted) {
        wanted.server()
                .flatMap(surroundings.credentials()::find)
                .filter(stored ->
                        wanted.get("username").map(stored.user()::equals).orElse(true))
                .ifPresent(stored -> {
                    surroundings.terminal().line("username=" + stored.user());
                    surroundings.terminal().line("password=" + stored.token());
                });
    }

    private void store(CredentialDescription accepted) {
        CredentialsFile file = surroundings.credentials();
        accepted.server()
                .ifPresent(server -> accepted.credential()
                        .filter(credential -> !file.find(server).equals(Optional.of(credential)))
                        .ifPresent(credential -> file.store(server, credential, false)));
    }

    /** Git says this when the server has refused a credential; another one may have been stored since. */
    private void erase(CredentialDescription refused) {
        CredentialsFile file = surroundings.credentials();
        refused.server()
                .filter(server -> file.find(server)
                        .filter(stored -> refused.get("password")
                                .map(stored.token()::equals)
                                .orElse(true))
                        .isPresent())
                .ifPresent(file::erase);
    }
}
