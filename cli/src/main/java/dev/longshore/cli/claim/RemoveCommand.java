package dev.longshore.cli.claim;

import dev.longshore.cli.server.Claim;
import dev.longshore.cli.server.ClaimsApi;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.Confirmation;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.project.progress.ByteCount;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes the data of a claim that nothing uses. */
@Command(name = "remove", description = "Deletes a claim's data for good; nothing that runs may use it.")
public final class RemoveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final ClaimOptions options;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    public RemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.options = new ClaimOptions(surroundings);
    }

    @Override
    public Integer call() {
        ClaimsApi api = options.connect();
        Claim claim = options.find(api);
        if (!claim.usedBy().isEmpty()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "claim " + claim.name() + " is used by " + String.join(", ", claim.usedBy())
                            + "; take it out of the project first, and push");
        }
        String size = claim.sizeBytes()
                .map(bytes -> " (" + ByteCount.text(bytes) + ")")
                .orElse("");
        confirmation.require(
                surroundings.terminal(),
                "This deletes all data of claim " + claim.name() + size + " for good.",
                claim.name());
        api.remove(claim);
        surroundings.terminal().line("removed   " + claim.name() + size);
        return ExitCode.OK.value();
    }
}
