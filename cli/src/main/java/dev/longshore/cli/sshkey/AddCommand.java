package dev.longshore.cli.sshkey;

import dev.longshore.cli.server.EnvironmentUrl;
import dev.longshore.cli.server.SshKey;
import dev.longshore.cli.server.SshKeysApi;
import dev.longshore.cli.server.SshKeysApi.Listing;
import dev.longshore.cli.target.ServerOption;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adds a public key to the caller's. */
@Command(name = "add", description = "Adds a public key of yours, with which you can push over SSH from then on.")
public final class AddCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final ServerOption server;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The public key, - for standard input; by default ~/.ssh/id_ed25519.pub, else"
                    + " ~/.ssh/id_rsa.pub.")
    private Optional<String> file = Optional.empty();

    public AddCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() {
        String line = new PublicKeyFile(surroundings).read(file);
        SshKeysApi api = new SshKeysApi(server.connect());
        SshKey added = api.add(line);
        Listing listing = api.list();
        Terminal terminal = surroundings.terminal();
        terminal.line("key       " + added.title());
        terminal.line("server    " + listing.serverUrl() + ", which shows itself as "
                + String.join(" or ", listing.hostKeys()));
        terminal.line("next: " + next(listing.serverUrl()));
        return ExitCode.OK.value();
    }

    /** The fetch URL stays what it is: the other commands find the server by it. */
    private String next(String serverUrl) {
        Optional<EnvironmentUrl> environment = server.repository().environment();
        String remote = server.repository().alias();
        return environment
                .map(url -> "git remote set-url --push " + remote + " " + url.overSsh(serverUrl))
                .orElse("push to " + serverUrl + "/~/git/<project>");
    }
}
