package dev.longshore.cli.microservice;

import dev.longshore.cli.server.EnvironmentApi;
import dev.longshore.cli.server.MicroserviceApi;
import dev.longshore.cli.target.EnvironmentOptions;
import dev.longshore.cli.target.NamespaceName;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.project.name.DnsLabel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which microservice a command is about. */
final class MicroserviceOptions {
    @Mixin
    private final EnvironmentOptions environment;

    @Parameters(index = "0", paramLabel = "NAME", description = "The microservice, as microservice list names it.")
    private String name = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "user (or default), which is the default, or hasura.")
    private String namespace = "user";

    MicroserviceOptions(Surroundings surroundings) {
        this.environment = new EnvironmentOptions(surroundings);
    }

    String name() {
        if (!DnsLabel.matches(name)) {
            throw new Failure(ExitCode.USAGE, "'" + name + "' can't be a microservice; see: hasura microservice list");
        }
        return name;
    }

    /** The namespace as the server calls it. */
    String namespace() {
        return NamespaceName.of(namespace).value();
    }

    /** Checks what was given before anything is sent. */
    EnvironmentApi connect() {
        name();
        namespace();
        return environment.connect();
    }

    MicroserviceApi of(EnvironmentApi api) {
        return api.microservice(name(), namespace());
    }
}
