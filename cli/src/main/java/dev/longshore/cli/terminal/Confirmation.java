package dev.longshore.cli.terminal;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Asks before something is lost. A name has to be typed, so that neither haste nor a stray line of input is an answer. */
public final class Confirmation {
    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask whether it is meant.")
    private boolean yes;

    /**
     * @param consequence a sentence
     * @param name that of what is lost
     * @throws Failure unless the person agrees
     */
    public void require(Terminal terminal, String consequence, String name) {
        if (yes) {
            return;
        }
        Optional<String> answer = terminal.ask(consequence + "\nType " + name + " to go on: ");
        if (answer.isEmpty()) {
            throw unasked("nobody is here to confirm that " + name + " is meant");
        }
        if (!answer.get().strip().equals(name)) {
            throw new Failure(ExitCode.FAILED, "not confirmed; nothing is changed");
        }
    }

    /** Where standard input isn't a person's. */
    public void requireInAdvance() {
        if (!yes) {
            throw unasked("standard input can't both bring the data and confirm");
        }
    }

    private static Failure unasked(String reason) {
        return new Failure(ExitCode.USAGE, reason + "; add --yes");
    }
}
