package dev.longshore.cli.login;

import dev.longshore.cli.credentials.Credential;
import dev.longshore.cli.server.Account;
import dev.longshore.cli.server.ServerApi;
import dev.longshore.cli.server.ServerUrl;
import dev.longshore.cli.target.ServerOption;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stores an access token, after the server has said whose it is. */
@Command(
        name = "login",
        description = "Checks an access token and keeps it for later commands and for git.",
        footer = {"", "Example: hasura login --server http://localhost:8080 --user admin --token-stdin < token"})
public final class LoginCommand implements Callable<Integer> {
    private static final int MAX_TOKEN_BYTES = 4096;

    private final Surroundings surroundings;

    @Mixin
    private final ServerOption server;

    @Option(names = "--user", paramLabel = "NAME", description = "Whose token it must be; anybody's by default.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--token-stdin", description = "Read the token from standard input instead of asking for it.")
    private boolean tokenFromInput;

    public LoginCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        ServerUrl url = server.resolve();
        String token = tokenFromInput ? readToken() : askForToken(url);
        Account account = new ServerApi(url, token).account();
        if (user.isPresent() && !user.get().equals(account.name())) {
            throw new Failure(
                    ExitCode.NOT_ALLOWED,
                    "the token belongs to " + account.name() + ", not to " + user.get() + "; nothing is stored");
        }
        surroundings.credentials().store(url, new Credential(account.name(), token), true);
        surroundings
                .terminal()
                .line("logged in to " + url + " as " + account.name() + " (" + account.role() + "); the token is in "
                        + surroundings.credentials().path());
        return ExitCode.OK.value();
    }

    private String readToken() throws IOException {
        byte[] input = surroundings.terminal().in().readNBytes(MAX_TOKEN_BYTES);
        return require(new String(input, StandardCharsets.UTF_8).strip());
    }

    private String askForToken(ServerUrl url) {
        return surroundings
                .terminal()
                .askSecretly("access token for " + url + ": ")
                .map(answer -> require(answer.strip()))
                .orElseThrow(() -> new Failure(
                        ExitCode.USAGE, "there is nobody to ask for the token; give it with --token-stdin"));
    }

    /** A token is one word; anything else is a mistake that would otherwise break the HTTP header it is put into. */
    private static String require(String token) {
        if (token.isEmpty() || token.chars().anyMatch(character -> character <= ' ' || character > '~')) {
            throw new Failure(
                    ExitCode.USAGE,
                    token.isEmpty() ? "the token is empty; put it on standard input" : "that is not an access token");
        }
        return token;
    }
}
