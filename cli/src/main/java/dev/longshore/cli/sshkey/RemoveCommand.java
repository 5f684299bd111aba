package dev.longshore.cli.sshkey;

import dev.longshore.cli.server.SshKey;
import dev.longshore.cli.server.SshKeysApi;
import dev.longshore.cli.target.ServerOption;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes one of the caller's keys. */
@Command(name = "remove", description = "Removes a key of yours; nothing can be begun with it from then on.")
public final class RemoveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final ServerOption server;

    @Parameters(paramLabel = "NAME", description = "The key's name or fingerprint, as in: hasura ssh-key list")
    private String name = "";

    public RemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() {
        SshKeysApi api = new SshKeysApi(server.connect());
        SshKey key = only(api.list().keys().stream()
                .filter(candidate -> candidate.isCalled(name))
                .toList());
        api.remove(key);
        surroundings.terminal().line("removed   " + key.title());
        return ExitCode.OK.value();
    }

    private SshKey only(List<SshKey> found) {
        if (found.isEmpty()) {
            throw new Failure(ExitCode.FAILED, "you have no key '" + name + "'; see: hasura ssh-key list");
        }
        if (found.size() > 1) {
            throw new Failure(
                    ExitCode.FAILED,
                    "you have " + found.size() + " keys '" + name
                            + "'; name one by its fingerprint, see: hasura ssh-key list");
        }
        return found.get(0);
    }
}
