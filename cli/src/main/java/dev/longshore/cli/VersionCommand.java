package dev.longshore.cli;

import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says which Longshore this is. */
@Command(name = "version", description = "Shows the version.")
final class VersionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String version = Optional.ofNullable(Hasura.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        surroundings.terminal().line("longshore " + version + ", java " + System.getProperty("java.version"));
        return ExitCode.OK.value();
    }
}
