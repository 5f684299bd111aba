package dev.longshore.cli.build;

import picocli.CommandLine.Command;

/** The group of the commands about pushes. */
@Command(
        name = "build",
        aliases = "builds",
        description = "Shows pushes, their logs and the images that they begin with, and cancels them.")
public final class BuildCommand {}
