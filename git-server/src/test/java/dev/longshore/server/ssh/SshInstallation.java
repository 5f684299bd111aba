package dev.longshore.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.Settings;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SshClient;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A server, and a person's machine with the real client. */
public final class SshInstallation implements AutoCloseable {
    static final String KEYS = "/api/v1/user/ssh-keys";

    private final Path directory;
    private final TestServer server;

    public SshInstallation(Path directory) throws Exception {
        this(directory, UnaryOperator.identity());
    }

    /** With other settings of the server than the tests usually have. */
    SshInstallation(Path directory, UnaryOperator<Settings> change) throws Exception {
        this.directory = directory;
        this.server = TestServer.start(directory, change);
    }

    public TestServer server() {
        return server;
    }

    SshClient client() {
        return SshClient.create(directory.resolve("home"), server.server().sshPort());
    }

    /** Makes an ed25519 key of this name and adds it to a user's. */
    public Path keyOf(String user, Role role, String name) throws IOException, InterruptedException {
        Path key = client().ed25519(name);
        add(user, role, key);
        return key;
    }

    void add(String user, Role role, Path key) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(server.token(user, role), SshClient.publicLine(key));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    HttpResponse<String> post(String token, String publicKey) throws IOException, InterruptedException {
        return server.send("POST", KEYS, token, "{\"key\":\"" + publicKey.replace("\n", "\\n") + "\"}");
    }

    /** {@code ssh://git@localhost:<port>/<path>}. */
    String url(String path) {
        return server.server().sshUrl() + "/" + path;
    }

    /** A working copy of a project whose remote is reached with a key. */
    public GitClient git(String name, String path, Path key) {
        return GitClient.create(directory.resolve("work-" + name), url(path), "")
                .with("GIT_SSH_COMMAND", client().gitCommand(key));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
