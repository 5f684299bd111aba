package dev.longshore.cli.microservice;

import dev.longshore.cli.build.PushLog;
import dev.longshore.cli.server.EnvironmentApi;
import dev.longshore.cli.server.MicroserviceApi;
import dev.longshore.cli.server.PushState;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import java.util.function.ToLongFunction;

/** Asks for a change of what is live, shows how it goes, and tells by the exit code how it ended. */
final class LiveChange {
    private LiveChange() {}

    /** @param change asks the server for it, and returns the push that it is */
    static int run(Surroundings surroundings, MicroserviceOptions options, ToLongFunction<MicroserviceApi> change) {
        EnvironmentApi api = options.connect();
        long push = change.applyAsLong(options.of(api));
        String state = PushLog.ofAccepted(api, push, surroundings.terminal()).follow();
        return (PushState.unsuccessful(state) ? ExitCode.FAILED : ExitCode.OK).value();
    }
}
