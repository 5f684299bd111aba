package dev.longshore.server.ssh;

import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.server.access.RequestsAtOnce;
import dev.longshore.server.access.SshKeys;
import dev.longshore.server.access.User;
import dev.longshore.server.ssh.GitExchange.Client;
import dev.longshore.server.store.StorageFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.command.CommandFactory;
import org.apache.sshd.server.shell.ShellFactory;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.UnpackException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be done over SSH: Git's two commands, and being greeted. Whose key it is is asked anew for each. */
final class Commands implements CommandFactory, ShellFactory {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final String ADDRESS = "a repository's address is ssh://git@<host>:<port>/~/git/<project>, or"
            + " …/<project>.git, where a project's name is " + DnsLabel.RULE;

    private final SshKeys keys;
    private final RequestsAtOnce requests;
    private final GitExchange exchange;
    private final Executor threads;

    Commands(SshKeys keys, RequestsAtOnce requests, GitExchange exchange, Executor threads) {
        this.keys = keys;
        this.requests = requests;
        this.exchange = exchange;
        this.threads = threads;
    }

    /** Something that a known user does. */
    @FunctionalInterface
    private interface Act {
        boolean perform(User user, Client client, Environment environment) throws IOException;
    }

    @Override
    public Command createShell(ChannelSession channel) {
        return command("greeting", (user, client, environment) -> {
            say(
                    client,
                    "Hi " + user.name() + "! You've authenticated, but there is no shell here; use git: " + ADDRESS);
            return false;
        });
    }

    @Override
    public Command createCommand(ChannelSession channel, String line) {
        Optional<GitRequest> request = GitRequest.parse(line);
        return request.isEmpty()
                ? command("unknown command", (user, client, environment) -> {
                    say(client, "only git can be used here: " + ADDRESS);
                    return false;
                })
                : command(request.get().receives() ? "push" : "fetch", (user, client, environment) -> {
                    return git(request.get(), user, client, environment);
                });
    }

    private boolean git(GitRequest request, User user, Client client, Environment environment) throws IOException {
        if (request.environment().isEmpty()) {
            client.refuse("there is no such repository; " + ADDRESS);
            return false;
        }
        Optional<RequestsAtOnce.Place> place = requests.enter(user);
        if (place.isEmpty()) {
            client.refuse(user.name() + " has too many requests open at once; try again when one of them has ended");
            return false;
        }
        EnvironmentName name = request.environment().get();
        try (RequestsAtOnce.Place held = place.get()) {
            return request.receives()
                    ? exchange.push(name, user, client)
                    : exchange.fetch(
                            name, user, Optional.ofNullable(environment.getEnv().get(GitChannel.GIT_PROTOCOL)), client);
        }
    }

    private Command command(String what, Act act) {
        return new StreamCommand(threads, (client, channel, environment) -> {
            try {
                Optional<User> user = VerifiedKeyAuthentication.fingerprintOf(channel.getServerSession())
                        .flatMap(keys::use);
                if (user.isEmpty()) {
                    say(client, "this key has been removed; add it again with: hasura ssh-key add");
                    return FAILED;
                }
                return act.perform(user.get(), client, environment) ? DONE : FAILED;
            } catch (UnpackException | PackProtocolException e) {
                // The client has been told in Git's own way.
                LOG.info("{} over SSH: what the client sent is not accepted: {}", what, e.getMessage());
            } catch (IOException | RuntimeException e) {
                if (channel.isOpen()) {
                    LOG.error("{} over SSH failed", what, e);
                    tell(
                            client,
                            StorageFault.of(e)
                                    .map(fault -> fault.text() + ".")
                                    .orElse("internal error; the server's log has more"));
                } else {
                    LOG.info("{} over SSH: the client left before its end", what);
                }
            }
            return FAILED;
        });
    }

    private static void tell(Client client, String message) {
        try {
            say(client, message);
        } catch (IOException gone) {
            LOG.info("the client can't be told: {}", gone.getMessage());
        }
    }

    private static void say(Client client, String message) throws IOException {
        client.err().write((message + "\n").getBytes(StandardCharsets.UTF_8));
        client.err().flush();
    }
}
