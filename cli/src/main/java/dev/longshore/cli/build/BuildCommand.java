package dev.longshore.cli.build;

import picocli.CommandLine.Command;

/** The group of the commands about pushes. */
@Command(name = "build", aliases = "builds", description = "Shows pushes and their logs, and cancels them.")
public final class BuildCommand {}
