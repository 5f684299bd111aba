package dev.longshore.cli.microservice;

import picocli.CommandLine.Command;

/** The group of the commands about microservices. */
@Command(
        name = "microservice",
        aliases = {"microservices", "ms"},
        description = "Shows and changes what runs.")
public final class MicroserviceCommand {}
