package dev.longshore.cli.claim;

import dev.longshore.cli.server.Claim;
import dev.longshore.cli.server.ClaimsApi;
import dev.longshore.cli.target.EnvironmentOptions;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The claim that a command is about. */
final class ClaimOptions {
    @Mixin
    private final EnvironmentOptions environment;

    @Parameters(index = "0", paramLabel = "NAME", description = "The claim, as in: hasura claim list")
    private String name = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "The claim's namespace: user (the default) or hasura.")
    private ClaimNamespace namespace = ClaimNamespace.user;

    /** In the spelling of the command line. */
    enum ClaimNamespace {
        user("default"),
        hasura("hasura");

        private final String value;

        ClaimNamespace(String value) {
            this.value = value;
        }
    }

    ClaimOptions(Surroundings surroundings) {
        this.environment = new EnvironmentOptions(surroundings);
    }

    ClaimsApi connect() {
        return environment.connect().claims();
    }

    Claim find(ClaimsApi api) {
        List<Claim> found = api.list();
        return found.stream()
                .filter(claim -> claim.name().equals(name) && claim.namespace().equals(namespace.value))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED,
                        "there is no claim '" + name + "' with data in namespace " + namespace.value
                                + "; see: hasura claim list"));
    }
}
