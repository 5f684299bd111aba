package dev.longshore.cli.claim;

import dev.longshore.cli.server.Claim;
import dev.longshore.cli.server.ClaimsApi;
import dev.longshore.cli.target.EnvironmentOptions;
import dev.longshore.cli.target.NamespaceName;
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
            description = "user (or default), which is the default, or hasura.")
    private String namespace = "user";

    ClaimOptions(Surroundings surroundings) {
        this.environment = new EnvironmentOptions(surroundings);
    }

    /** Checks what was given before anything is sent. */
    ClaimsApi connect() {
        namespace();
        return environment.connect().claims();
    }

    Claim find(ClaimsApi api) {
        List<Claim> named =
                api.list().stream().filter(claim -> claim.name().equals(name)).toList();
        return named.stream()
                .filter(claim -> claim.namespace().equals(namespace()))
                .findFirst()
                .orElseThrow(() -> new Failure(ExitCode.FAILED, missing(named)));
    }

    private String missing(List<Claim> elsewhere) {
        return elsewhere.stream()
                .map(Claim::namespace)
                .findFirst()
                .map(other -> "claim " + name + " is in namespace " + other + "; add: -n " + other)
                .orElse("there is no claim '" + name + "' with data in namespace " + namespace()
                        + "; see: hasura claim list");
    }

    /** As the server calls it. */
    private String namespace() {
        return NamespaceName.of(namespace).value();
    }
}
