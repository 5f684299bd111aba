package dev.longshore.cli.claim;

import picocli.CommandLine.Command;

/** The group of the commands about claims. */
@Command(
        name = "claim",
        aliases = "claims",
        description = "Lists, backs up, restores and removes what microservices have stored.")
public final class ClaimCommand {}
