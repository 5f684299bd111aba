package dev.longshore.cli.microservice;

import dev.longshore.cli.server.MicroserviceApi;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes a microservice. */
@Command(
        name = "remove",
        description = "Takes a microservice and its routes out of what runs, as a release of its own; the data of its"
                + " claims stays.")
public final class RemoveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final MicroserviceOptions microservice;

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask whether it is meant.")
    private boolean yes;

    public RemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.microservice = new MicroserviceOptions(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        String question = "Remove " + microservice.name() + " and its routes? The data of its claims stays. [y/N] ";
        if (!yes && !surroundings.terminal().confirm(question)) {
            surroundings.terminal().notice("nothing is removed; without a question: --yes");
            return ExitCode.FAILED.value();
        }
        return LiveChange.run(surroundings, microservice, MicroserviceApi::remove);
    }
}
