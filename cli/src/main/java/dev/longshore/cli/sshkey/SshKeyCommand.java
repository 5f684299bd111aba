package dev.longshore.cli.sshkey;

import picocli.CommandLine.Command;

/** The group of the commands about keys. */
@Command(name = "ssh-key", aliases = "ssh-keys", description = "Manages your keys for pushing over SSH.")
public final class SshKeyCommand {}
