package dev.longshore.cli.microservice;

import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Scales a microservice. */
@Command(
        name = "scale",
        description = "Runs a microservice in another number of replicas, as a release of its own; the next push brings"
                + " back what its manifest says.")
public final class ScaleCommand implements Callable<Integer> {
    private static final int MAX_REPLICAS = 100;

    private final Surroundings surroundings;

    @Mixin
    private final MicroserviceOptions microservice;

    @Parameters(index = "1", paramLabel = "N", description = "How many replicas, from 0 to " + MAX_REPLICAS + ".")
    private int replicas;

    public ScaleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.microservice = new MicroserviceOptions(surroundings);
    }

    @Override
    public Integer call() {
        if (replicas < 0 || replicas > MAX_REPLICAS) {
            throw new Failure(ExitCode.USAGE, replicas + " replicas can't be; give a number from 0 to " + MAX_REPLICAS);
        }
        return LiveChange.run(surroundings, microservice, api -> api.scale(replicas));
    }
}
