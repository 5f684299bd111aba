package dev.longshore.cli.microservice;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which of a microservice's pods, and which of its containers. */
final class PodOptions {
    @Option(
            names = {"-p", "--pod"},
            paramLabel = "POD",
            description = "One of its pods, as microservice status names them.")
    private Optional<String> pod = Optional.empty();

    @Option(
            names = "--container",
            paramLabel = "CONTAINER",
            description = "One of the pod's containers; the first by default.")
    private Optional<String> container = Optional.empty();

    Optional<String> pod() {
        return pod;
    }

    Optional<String> container() {
        return container;
    }
}
