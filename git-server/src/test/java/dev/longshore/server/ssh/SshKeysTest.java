package dev.longshore.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SshClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose key is whose. */
class SshKeysTest {
    private static final String KEYS = SshInstallation.KEYS;

    @TempDir
    static Path directory;

    private static SshInstallation installation;

    @BeforeAll
    static void start() throws Exception {
        installation = new SshInstallation(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        installation.close();
    }

    @Test
    void aKeyWorksFromTheMomentItIsAddedUntilItIsRemoved() throws Exception {
        Path key = installation.client().ed25519("first");
        String token = installation.server().token("asha", Role.VIEWER);
        GitClient.Result before = installation.client().ssh(key, "git@localhost");
        long id = id(installation.post(token, SshClient.publicLine(key)));
        GitClient.Result during = installation.client().ssh(key, "git@localhost");
        HttpResponse<String> removed = installation.server().send("DELETE", KEYS + "/" + id, token, "");
        GitClient.Result after = installation.client().ssh(key, "git@localhost");

        assertThat(before.text()).contains("Permission denied (publickey)");
        assertThat(during.text()).contains("Hi asha!");
        assertThat(removed.statusCode()).isEqualTo(204);
        assertThat(after.text()).contains("Permission denied (publickey)");
    }

    @Test
    void aConnectionWhoseKeyIsRemovedBeginsNothingMore() throws Exception {
        Path key = installation.client().ed25519("master");
        String token = installation.server().token("max", Role.VIEWER);
        long id = id(installation.post(token, SshClient.publicLine(key)));
        String socket = Files.createTempDirectory("longshore-ssh").resolve("s").toString();
        String[] shared = {"-o", "ControlMaster=auto", "-o", "ControlPersist=20", "-S", socket, "git@localhost"};

        GitClient.Result during = installation.client().ssh(key, shared);
        installation.server().send("DELETE", KEYS + "/" + id, token, "");
        GitClient.Result after = installation.client().ssh(key, shared);
        installation.client().ssh(key, "-S", socket, "-O", "exit", "git@localhost");

        assertThat(during.text()).contains("Hi max!");
        assertThat(after.text()).contains("this key has been removed; add it again with: hasura ssh-key add");
    }

    @Test
    void aRoleThatIsTakenAwayIsGoneForTheNextCommand() throws Exception {
        Path key = installation.keyOf("dora", Role.DEPLOYER, "dora");
        GitClient git = installation.git("dora", "shop.git", key);
        git.write("a.txt", "a").commit("One");
        git.push("HEAD:refs/heads/x");

        installation.server().token("dora", Role.VIEWER);

        assertThat(git.push("HEAD:refs/heads/y").text()).contains("dora is a viewer and may not push");
    }

    @Test
    void keysAreListedWithTheirFingerprintsAsSshKeygenShowsThem() throws Exception {
        Path key = installation.keyOf("lena", Role.VIEWER, "lena");
        String token = installation.server().token("lena", Role.VIEWER);
        String unused = installation.server().get(KEYS, token).body();
        installation.client().ssh(key, "git@localhost");
        String used = installation.server().get(KEYS, token).body();

        assertThat(unused)
                .contains("\"type\":\"ssh-ed25519\",\"bits\":256,\"fingerprint\":\"SHA256:")
                .contains("\"comment\":\"lena@laptop\"")
                .contains("\"url\":\"" + installation.server().server().sshUrl() + "\"")
                .doesNotContain("lastUsedAt")
                .doesNotContain("AAAA");
        assertThat(used).contains("\"lastUsedAt\":");
        assertThat(installation.client().fingerprint(key)).isEqualTo(fingerprint(used));
        assertThat(used).contains(installation.client().fingerprintOfServer());
    }

    @Test
    void aKeyHasOneOwner() throws Exception {
        Path key = installation.keyOf("one", Role.VIEWER, "one");
        String line = SshClient.publicLine(key);
        String one = installation.server().token("one", Role.VIEWER);
        String two = installation.server().token("two", Role.ADMIN);

        HttpResponse<String> again = installation.post(one, line.replace("one@laptop", "renamed"));
        HttpResponse<String> others = installation.post(two, line);
        HttpResponse<String> removal = installation.server().send("DELETE", KEYS + "/" + id(again), two, "");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("one@laptop");
        assertThat(others.statusCode()).isEqualTo(409);
        assertThat(others.body()).contains("this key is another user's");
        assertThat(removal.statusCode()).isEqualTo(404);
        assertThat(installation.client().ssh(key, "git@localhost").text()).contains("Hi one!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "ssh-ed25519",
                "ssh-ed25519 AAAA",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==",
                "ssh-dss AAAAB3NzaC1kc3MAAACBAP",
                "command=\\\"id\\\" %s",
                "restrict %s",
                "%s\\n%s",
                "\\u0000%s",
                "ssh-rsa %2$s"
            })
    void whatIsNoKeyIsRefused(String form) throws Exception {
        Path key = installation.client().ed25519("refused-" + Math.floorMod(form.hashCode(), 1_000_000));
        String line = SshClient.publicLine(key);
        String token = installation.server().token("rita", Role.VIEWER);
        String text = String.format(form, line, line.replaceAll("ssh-ed25519 | .*", ""));

        HttpResponse<String> answer = installation.server().send("POST", KEYS, token, "{\"key\":\"" + text + "\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).containsAnyOf("this is not an ed25519, ECDSA or RSA public key", "is broken");
    }

    @Test
    void aPrivateKeyIsRefusedAndNotRepeated() throws Exception {
        Path key = installation.client().ed25519("secret");
        String token = installation.server().token("rita", Role.VIEWER);

        HttpResponse<String> answer = installation.post(token, Files.readString(key));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("this is a private key, which must stay with you")
                .doesNotContain(Files.readAllLines(key).get(1));
    }

    @Test
    void aShortRsaKeyIsRefused() throws Exception {
        Path key = installation.client().key("short", "-t", "rsa", "-b", "1024");

        HttpResponse<String> answer =
                installation.post(installation.server().token("rita", Role.VIEWER), SshClient.publicLine(key));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("this RSA key has 1024 bits, but must have 2048 to 16384");
    }

    @Test
    void aCommentCanNotPlayWithATerminal() throws Exception {
        String line = SshClient.publicLine(installation.client().ed25519("comment"));
        String token = installation.server().token("cora", Role.VIEWER);

        HttpResponse<String> answer = installation
                .server()
                .send(
                        "POST",
                        KEYS,
                        token,
                        "{\"key\":\"" + line + " \\u001b[2J\\u202e\\u0007me " + "x".repeat(500) + "\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        Matcher comment = Pattern.compile("\"comment\":\"([^\"]*)\"").matcher(answer.body());
        assertThat(comment.find()).isTrue();
        assertThat(comment.group(1)).startsWith("comment@laptop [2Jme xxx").hasSize(100);
    }

    private static long id(HttpResponse<String> answer) {
        Matcher id = Pattern.compile("\"id\":([0-9]+)").matcher(answer.body());
        assertThat(id.find()).as(answer.body()).isTrue();
        return Long.parseLong(id.group(1));
    }

    private static String fingerprint(String body) {
        Matcher fingerprint = Pattern.compile("\"fingerprint\":\"([^\"]+)\"").matcher(body);
        assertThat(fingerprint.find()).isTrue();
        return fingerprint.group(1);
    }
}
