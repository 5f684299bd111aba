package dev.longshore.cli.claim;

import dev.longshore.cli.server.Claim;
import dev.longshore.cli.server.ClaimsApi;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.Confirmation;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts a backup in the place of a claim's data. */
@Command(name = "restore", description = "Replaces a claim's data by a backup, wholly or not at all.")
public final class RestoreCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Surroundings surroundings;

    @Mixin
    private final ClaimOptions options;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "A .tar.gz file, as from: hasura claim backup; - for standard input.")
    private String file = "";

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    public RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.options = new ClaimOptions(surroundings);
    }

    @Override
    public Integer call() {
        BodyPublisher archive = archive();
        ClaimsApi api = options.connect();
        Claim claim = options.find(api);
        String users = String.join(", ", claim.usedBy());
        confirmation.require(
                surroundings.terminal(),
                "This replaces all data of claim " + claim.name()
                        + (users.isEmpty() ? "." : " and restarts " + users + "."),
                claim.name());
        api.restore(claim, archive);
        surroundings
                .terminal()
                .line("restored  " + claim.name() + (users.isEmpty() ? "" : "; " + users + " is ready with it"));
        return ExitCode.OK.value();
    }

    private BodyPublisher archive() {
        if (file.equals(STANDARD_INPUT)) {
            confirmation.requireInAdvance();
            return BodyPublishers.ofInputStream(surroundings.terminal()::in);
        }
        Path path = surroundings.workingDirectory().resolve(file);
        try {
            return BodyPublishers.ofFile(path);
        } catch (FileNotFoundException e) {
            throw new Failure(ExitCode.USAGE, "there is no file " + path + " that can be read", e);
        }
    }
}
