package dev.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cli.testing.ApiServer;
import dev.longshore.cli.testing.Machine;
import dev.longshore.cli.testing.Machine.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SshKeysTest {
    private static final String PATH = "/api/v1/user/ssh-keys";
    private static final String LINE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA asha@laptop";
    private static final String KEY = """
            {"id":7,"type":"ssh-ed25519","bits":256,"fingerprint":"SHA256:abc","comment":"asha@laptop",
             "addedAt":"2026-01-02T11:00:00Z"}""";
    private static final String OTHER = """
            {"id":9,"type":"ssh-rsa","bits":3072,"fingerprint":"SHA256:def","comment":"asha@desk",
             "addedAt":"2026-01-01T11:00:00Z","lastUsedAt":"2026-01-02T10:30:00Z"}""";
    private static final String SERVER =
            "\"server\":{\"url\":\"ssh://git@localhost:2222\",\"hostKeys\":[\"SHA256:h1\"]}";

    private ApiServer server;
    private Machine machine;
    private Path keys;

    @BeforeEach
    void connect(@TempDir Path directory) throws Exception {
        server = new ApiServer();
        server.json("POST " + PATH, KEY);
        list(KEY + "," + OTHER);
        machine = new Machine(directory, Hasura::run).connectedTo(server);
        keys = Files.createDirectories(directory.toRealPath().resolve("home/.ssh"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theUsualKeyIsAddedAndWhatToDoNextIsTold() throws IOException {
        Files.writeString(keys.resolve("id_ed25519.pub"), LINE + "\n");
        Files.writeString(keys.resolve("id_rsa.pub"), "ssh-rsa AAAA other\n");

        Run run = machine.run("ssh-key", "add");

        assertThat(run).isEqualTo(new Run(0, """
                        key       asha@laptop SHA256:abc
                        server    ssh://git@localhost:2222, which shows itself as SHA256:h1
                        next: git remote set-url --push hasura ssh://git@localhost:2222/~/git/shop
                        """, ""));
        assertThat(server.bodies()).first().asString().contains(LINE);
    }

    @Test
    void anRsaKeyIsTheSecondChoice() throws IOException {
        Files.writeString(keys.resolve("id_rsa.pub"), "ssh-rsa AAAA other\n");

        assertThat(machine.run("ssh-key", "add").exitCode()).isZero();
        assertThat(server.bodies()).first().asString().contains("ssh-rsa AAAA other");
    }

    @Test
    void aKeyMayBeNamedOrPiped() throws IOException {
        Files.writeString(machine.workingDirectory().resolve("work.pub"), LINE);

        assertThat(machine.run("ssh-key", "add", "-f", "work.pub").exitCode()).isZero();
        assertThat(machine.typing(LINE + "\n")
                        .run("ssh-key", "add", "--file", "-")
                        .exitCode())
                .isZero();
        assertThat(server.requests().stream().filter(("POST " + PATH)::equals)).hasSize(2);
    }

    @Test
    void aPrivateKeyIsNeitherSentNorShown() throws IOException {
        Path file = Files.writeString(
                keys.resolve("id_ed25519"),
                "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n");

        Run run = machine.run("ssh-key", "add", "--file", file.toString());

        assertThat(run)
                .isEqualTo(new Run(
                        2,
                        "",
                        "hasura: " + file + " is a private key, which must stay with you;"
                                + " nothing was sent. Give the public one: " + file + ".pub\n"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whatIsNoKeyIsNotSent() throws IOException {
        Files.writeString(machine.workingDirectory().resolve("notes.txt"), "the password is tulip\n");

        assertThat(machine.run("ssh-key", "add", "-f", "notes.txt"))
                .isEqualTo(new Run(
                        2,
                        "",
                        "hasura: notes.txt is not a public key; it must be one line like: ssh-ed25519"
                                + " AAAAC3… you@machine\n"));
        assertThat(machine.run("ssh-key", "add", "-f", "missing.pub").err())
                .isEqualTo("hasura: the file missing.pub can't be read; name another with --file\n");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whoHasNoKeyIsToldHowToMakeOne() {
        assertThat(machine.run("ssh-key", "add"))
                .isEqualTo(new Run(
                        1,
                        "",
                        "hasura: there is no id_ed25519.pub or id_rsa.pub in " + keys
                                + "; make a key with: ssh-keygen -t ed25519, or name one with --file\n"));
    }

    @Test
    void theServersReasonIsTheMessage() throws IOException {
        Files.writeString(keys.resolve("id_ed25519.pub"), LINE);
        server.problem("POST " + PATH, 409, "this key is another user's");

        assertThat(machine.run("ssh-key", "add")).isEqualTo(new Run(1, "", "hasura: this key is another user's\n"));
    }

    @Test
    void keysAreListed() {
        assertThat(machine.run("ssh-key", "list")).isEqualTo(new Run(0, """
                        NAME          TYPE           ADDED              LAST USED          FINGERPRINT
                        asha@laptop   ssh-ed25519    2026-01-02 12:00   never              SHA256:abc
                        asha@desk     ssh-rsa 3072   2026-01-01 12:00   2026-01-02 11:30   SHA256:def
                        """, ""));
        list("");
        assertThat(machine.run("ssh-keys", "list"))
                .isEqualTo(new Run(0, "no keys yet; add one with: hasura ssh-key add\n", ""));
    }

    @Test
    void aKeyIsRemovedByItsNameOrFingerprint() {
        server.on("DELETE " + PATH + "/9", exchange -> exchange.sendResponseHeaders(204, -1));

        assertThat(machine.run("ssh-key", "remove", "asha@desk"))
                .isEqualTo(new Run(0, "removed   asha@desk SHA256:def\n", ""));
        assertThat(machine.run("ssh-key", "remove", "SHA256:def").exitCode()).isZero();
        assertThat(machine.run("ssh-key", "remove", "def").exitCode()).isZero();
    }

    @Test
    void aNameThatIsNotOneKeysRemovesNone() {
        list(KEY + "," + OTHER.replace("asha@desk", "asha@laptop"));

        assertThat(machine.run("ssh-key", "remove", "ben"))
                .isEqualTo(new Run(1, "", "hasura: you have no key 'ben'; see: hasura ssh-key list\n"));
        assertThat(machine.run("ssh-key", "remove", "asha@laptop"))
                .isEqualTo(new Run(
                        1,
                        "",
                        "hasura: you have 2 keys 'asha@laptop'; name one by its fingerprint, see:"
                                + " hasura ssh-key list\n"));
        assertThat(server.requests()).noneMatch(request -> request.startsWith("DELETE"));
    }

    private void list(String keyObjects) {
        server.json(PATH, "{\"sshKeys\":[" + keyObjects + "]," + SERVER + "}");
    }
}
