package dev.longshore.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.server.Settings;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what clients know the server, and its port. */
class HostKeysTest {
    @TempDir
    Path directory;

    @Test
    void aServerIsKnownAgainAfterARestart() throws Exception {
        try (SshInstallation installation = new SshInstallation(directory)) {
            Path key = installation.keyOf("asha", Role.VIEWER, "asha");
            installation.client().ssh(key, "git@localhost");
            String known = Files.readString(installation.client().knownHosts());

            installation.server().restart();

            String port = String.valueOf(installation.server().server().sshPort());
            Files.writeString(
                    installation.client().knownHosts(),
                    known.replaceAll("\\[localhost\\]:[0-9]+", "[localhost]:" + port));
            assertThat(installation
                            .client()
                            .ssh(key, "-o", "StrictHostKeyChecking=yes", "git@localhost")
                            .text())
                    .contains("Hi asha!");
        }
    }

    @Test
    void theKeysAreOnlyTheirOwners() throws Exception {
        Path keys = directory.resolve("ssh");
        new HostKeys(keys).load();
        Files.setPosixFilePermissions(keys.resolve("ssh_host_rsa_key"), PosixFilePermissions.fromString("rw-r--r--"));

        new HostKeys(keys).load();

        for (String file : new String[] {"ssh_host_ed25519_key", "ssh_host_rsa_key"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve(file))))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(keys.resolve(file))).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n");
        }
        assertThat(keys).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aBrokenKeyKeepsTheServerFromStarting() throws IOException {
        Path key = Files.createDirectories(directory.resolve("data/ssh")).resolve("ssh_host_ed25519_key");
        Files.writeString(key, "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");

        assertThatThrownBy(() -> TestServer.start(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the SSH host key " + key + " can't be read; restore it from a backup");
    }

    @Test
    void aTakenPortKeepsTheServerFromStartingAndLeavesNothingBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> TestServer.start(
                            directory,
                            settings -> settings.withAddresses(new Settings.Addresses(
                                    0,
                                    port,
                                    settings.addresses().gateway(),
                                    settings.addresses().domain()))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("port " + port + " can't be listened on for SSH: ")
                    .hasMessageEndingWith("; choose another with --ssh-port");
        }

        TestServer.start(directory).close();
    }
}
