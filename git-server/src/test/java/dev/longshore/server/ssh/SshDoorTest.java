package dev.longshore.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.SshClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody can't do over SSH, tried with the real client. */
class SshDoorTest {
    @TempDir
    static Path directory;

    private static SshInstallation installation;
    private static Path asha;

    @BeforeAll
    static void start() throws Exception {
        installation = new SshInstallation(directory);
        asha = installation.keyOf("asha", Role.DEPLOYER, "asha");
        GitClient git = installation.git("shop", "shop.git", asha);
        SampleProject.write(git, "1").commit("One");
        assertThat(git.push("master").exitCode()).isZero();
    }

    @AfterAll
    static void stop() throws Exception {
        installation.close();
    }

    @Test
    void whoAsksForAShellIsGreetedByName() {
        GitClient.Result result = ssh("git@localhost");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.text()).contains("Hi asha! You've authenticated, but there is no shell here; use git: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls",
                "id; git-upload-pack 'shop.git'",
                "git-upload-archive 'shop.git'",
                "scp -t /tmp",
                "sh -c id"
            })
    void onlyGitsCommandsRun(String command) {
        GitClient.Result result = ssh("git@localhost", command);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lines()).last().asString().startsWith("only git can be used here: ");
    }

    @Test
    void thereIsNoSftp() {
        GitClient.Result result = ssh("-s", "git@localhost", "sftp");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text()).contains("subsystem request failed");
    }

    @Test
    void thereIsNoTerminal() {
        assertThat(ssh("-tt", "git@localhost").text()).contains("PTY allocation request failed");
        assertThat(ssh("-t", "git@localhost", "id").text()).contains("only git can be used here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../shop.git",
                "/../../etc/passwd",
                "%2e%2e/shop.git",
                "~root/shop.git",
                "..\\shop.git",
                "shop .git",
                "sho'p.git",
                "shop\".git",
                "shop;id.git",
                "$(id).git",
                "--upload-pack=id.git",
                "SHOP.git",
                "shop"
            })
    void aPathLeadsNowhereElse(String path) {
        GitClient.Result result = ssh("git@localhost", "git-upload-pack '" + path.replace("'", "'\\''") + "'");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.text())
                .contains(
                        "ERR there is no such repository; a repository's address is ssh://git@<host>:<port>/~/git/<project>")
                .doesNotContain("refs/");
    }

    @Test
    void gitTellsAWrongAddressInOneLine() {
        GitClient.Result result = installation.git("wrong", "etc/passwd", asha).run("ls-remote", "hasura");

        assertThat(result.lines())
                .anyMatch(line -> line.startsWith("fatal: remote error: there is no such repository; "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "ben", "-oProxyCommand=id", "asha; id", "../../x", "'"})
    void theUserNameSaysNothing(String name) {
        GitClient.Result result = ssh("-l", name, "localhost");

        // Ssh itself refuses some names.
        if (!result.text().contains("invalid") && !result.text().contains("illegal")) {
            assertThat(result.text()).contains("Hi asha!");
        }
    }

    @Test
    void nothingIsForwardedFromTheServer() throws IOException {
        GitClient.Result result = ssh("-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:9", "git@localhost");

        assertThat(result.exitCode()).isEqualTo(255);
        assertThat(result.text()).contains("remote port forwarding failed").doesNotContain("Hi asha!");
        assertThat(ssh("-o", "ExitOnForwardFailure=yes", "-R", directory.resolve("s") + ":127.0.0.1:9", "git@localhost")
                        .text())
                .contains("remote port forwarding failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-L", "-W"})
    void nothingIsForwardedToTheServersNetwork(String option) throws Exception {
        try (ServerSocket secret = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            secret.setSoTimeout(1);
            String target = "127.0.0.1:" + secret.getLocalPort();
            if (option.equals("-W")) {
                assertThat(ssh("-W", target, "git@localhost").text()).contains("open failed");
            } else {
                int port = freePort();
                try (GitClient.Running tunnel = installation
                        .client()
                        .start(asha, Map.of(), "-v", "-N", "-L", port + ":" + target, "git@localhost")) {
                    Await.until("the client listens", () -> connects(port));
                    Await.until(
                            "the server refuses",
                            () -> tunnel.lines().stream()
                                    .anyMatch(line -> line.contains("open failed: unknown channel type")));
                }
            }
            assertThat(accepted(secret)).isFalse();
        }
    }

    @Test
    void noAgentAndNoDisplayIsForwarded() {
        GitClient.Result result =
                installation.client().ssh(asha, Map.of("DISPLAY", ":9"), "-v", "-A", "-Y", "git@localhost");

        assertThat(result.text()).contains("X11 forwarding request failed").contains("Hi asha!");
    }

    @Test
    void variablesOfTheClientChangeNothing() {
        Map<String, String> variables = Map.of(
                "LD_PRELOAD_TEST", "/nowhere.so",
                "GIT_DIR", "/etc",
                "GIT_TRACE", "1",
                "GIT_PROTOCOL", "version=2:x=$(id)");

        GitClient.Result hostile = installation
                .client()
                .ssh(
                        asha,
                        variables,
                        "-o",
                        "SendEnv=LD_* GIT_*",
                        "-o",
                        "SetEnv=LD_PRELOAD=/nowhere.so",
                        "git@localhost",
                        "git-upload-pack 'shop.git'");
        GitClient.Result second = installation
                .client()
                .ssh(
                        asha,
                        Map.of("GIT_PROTOCOL", "version=2"),
                        "-o",
                        "SendEnv=GIT_PROTOCOL",
                        "git@localhost",
                        "git-upload-pack 'shop.git'");

        assertThat(hostile.text()).contains("refs/heads/master").doesNotContain("version 2");
        assertThat(second.text()).contains("version 2").doesNotContain("refs/heads/master");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KexAlgorithms=diffie-hellman-group14-sha1",
                "KexAlgorithms=diffie-hellman-group-exchange-sha1",
                "HostKeyAlgorithms=ssh-rsa",
                "Ciphers=aes128-cbc",
                "MACs=hmac-sha1",
                "MACs=hmac-md5"
            })
    void weakAlgorithmsAreRefused(String option) {
        // A cipher that brings its own integrity would make the MAC meaningless.
        List<String> arguments = new ArrayList<>(List.of("-o", option, "git@localhost"));
        if (option.startsWith("MACs")) {
            arguments.addAll(0, List.of("-o", "Ciphers=aes128-ctr"));
        }

        GitClient.Result result = ssh(arguments.toArray(String[]::new));

        assertThat(result.exitCode()).isEqualTo(255);
        assertThat(result.text()).contains("no matching");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KexAlgorithms=curve25519-sha256",
                "KexAlgorithms=diffie-hellman-group16-sha512",
                "HostKeyAlgorithms=ssh-ed25519",
                "HostKeyAlgorithms=rsa-sha2-512",
                "Ciphers=chacha20-poly1305@openssh.com",
                "Ciphers=aes256-gcm@openssh.com",
                "Ciphers=aes256-ctr"
            })
    void modernAlgorithmsWork(String option) {
        // On another machine, which doesn't know the server's other keys yet.
        Path home = directory.resolve(option);
        GitClient.Result result = SshClient.create(home, address().getPort()).ssh(asha, "-o", option, "git@localhost");

        assertThat(result.text()).contains("Hi asha!");
    }

    @Test
    void anRsaKeyDoesNotSignWithSha1() throws Exception {
        Path key = installation.client().key("old", "-t", "rsa", "-b", "2048");
        installation.add("olga", Role.DEPLOYER, key);

        GitClient.Result sha1 =
                installation.client().ssh(key, "-o", "PubkeyAcceptedAlgorithms=ssh-rsa", "git@localhost");
        GitClient.Result sha2 = installation.client().ssh(key, "git@localhost");

        assertThat(sha1.text()).contains("Permission denied (publickey)");
        assertThat(sha2.text()).contains("Hi olga!");
    }

    @Test
    void strictKeyExchangeIsAgreedOn() {
        GitClient.Result result = ssh("-vvv", "git@localhost");

        assertThat(result.text()).contains("kex-strict-s-v00@openssh.com");
        assertThat(result.text()).contains("compression ctos: none").contains("compression stoc: none");
    }

    @Test
    void passwordsAreNotAskedFor() {
        GitClient.Result result = installation
                .client()
                .ssh(
                        installation.client().knownHosts(),
                        "-o",
                        "PreferredAuthentications=none,password,keyboard-interactive,hostbased,gssapi-with-mic",
                        "git@localhost");

        assertThat(result.text()).contains("Permission denied (publickey).");
    }

    /** Whoever knows somebody's public key can offer it, but not sign with it. */
    @Test
    void anOfferedKeyOfSomebodyElseIsNoIdentity() throws Exception {
        Path mallory = installation.keyOf("mallory", Role.VIEWER, "mallory");
        Path offered = directory.resolve("offered");
        Files.copy(mallory, offered);
        Files.copy(Path.of(asha + ".pub"), Path.of(offered + ".pub"));

        GitClient.Result result = installation.client().ssh(mallory, "-v", "-i", asha + ".pub", "git@localhost");
        GitClient.Result forged = installation.client().ssh(offered, "git@localhost");

        assertThat(result.text()).contains("Hi mallory!").doesNotContain("Hi asha!");
        assertThat(forged.text()).doesNotContain("Hi asha!");
    }

    @Test
    void connectionsThatAreHeldOpenKeepNobodyOut() throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * Newcomers.MAX / 2; i++) {
                Socket socket = new Socket();
                socket.connect(address());
                held.add(socket);
                if (i % 2 == 0) {
                    socket.getOutputStream().write("SSH-2.0-slow\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }

            assertThat(ssh("git@localhost").text()).contains("Hi asha!");
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    @Test
    void noiseIsNoHarm() throws Exception {
        byte[] noise = new byte[64 * 1024];
        for (byte[] bytes : List.of(noise, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
            try (Socket socket = new Socket()) {
                socket.connect(address());
                socket.getOutputStream().write(bytes);
            } catch (IOException closedByTheServer) {
                assertThat(closedByTheServer).hasMessageMatching("(?i).*(broken pipe|reset).*");
            }
        }

        assertThat(ssh("git@localhost").text()).contains("Hi asha!");
    }

    private static GitClient.Result ssh(String... arguments) {
        return installation.client().ssh(asha, arguments);
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), installation.server().server().sshPort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean accepted(ServerSocket socket) throws IOException {
        try (Socket unexpected = socket.accept()) {
            return unexpected.isConnected();
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }
}
