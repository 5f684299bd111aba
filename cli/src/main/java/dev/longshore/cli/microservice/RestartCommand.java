package dev.longshore.cli.microservice;

import dev.longshore.cli.server.MicroserviceApi;
import dev.longshore.cli.target.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Restarts a microservice. */
@Command(
        name = "restart",
        description = "Replaces a microservice's containers by new ones of the same image, as a release of its own.")
public final class RestartCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final MicroserviceOptions microservice;

    public RestartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.microservice = new MicroserviceOptions(surroundings);
    }

    @Override
    public Integer call() {
        return LiveChange.run(surroundings, microservice, MicroserviceApi::restart);
    }
}
