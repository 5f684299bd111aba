package dev.longshore.cli.microservice;

import picocli.CommandLine.Command;

/** The group of the commands about microservices. */
@Command(
        name = "microservice",
        aliases = {"microservices", "ms"},
        description = "Shows microservices and their logs.")
public final class MicroserviceCommand {}
