package dev.longshore.cli.environment;

import picocli.CommandLine.Command;

/** The group of the commands about an environment. */
@Command(name = "environment", aliases = "env", description = "Changes how an environment takes pushes.")
public final class EnvironmentCommand {}
