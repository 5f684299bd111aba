package dev.longshore.cli.claim;

import dev.longshore.cli.server.Claim;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.cli.terminal.Terminal;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Asks before data is lost. */
final class Confirmation {
    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    /**
     * @param consequence a sentence
     * @throws Failure unless the person agrees
     */
    void require(Terminal terminal, Claim claim, String consequence) {
        if (yes) {
            return;
        }
        Optional<String> answer = terminal.ask(consequence + "\nType the claim's name to go on: ");
        if (answer.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE, consequence + " Nobody is here to confirm that; add --yes if it is meant");
        }
        if (!answer.get().strip().equals(claim.name())) {
            throw new Failure(ExitCode.FAILED, "not confirmed; nothing is changed");
        }
    }
}
