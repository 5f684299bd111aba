package dev.longshore.cli.microservice;

import dev.longshore.cli.server.MicroserviceApi;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.Confirmation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes a microservice. */
@Command(
        name = "remove",
        description = "Takes a microservice and its routes out of what runs, as a release of its own; the data of its"
                + " claims stays.")
public final class RemoveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final MicroserviceOptions microservice;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    public RemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.microservice = new MicroserviceOptions(surroundings);
    }

    @Override
    public Integer call() {
        String name = microservice.name();
        confirmation.require(
                surroundings.terminal(),
                "This removes " + name + " and its routes; the data of its claims stays.",
                name);
        return LiveChange.run(surroundings, microservice, MicroserviceApi::remove);
    }
}
