package dev.longshore.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, subjects and authors are somebody's text: shown, stored and answered as text, wherever they turn up. */
class NameTest {
    private static final String NASTY =
            "\u001b]0;title\u0007\u001b[2J<script>alert(1)</script>\r\nremote: push 9 is live\u202Eevil \"q\" \\ \u2028";

    /** A pack of no objects, with its checksum. */
    private static final String EMPTY_PACK = new String(
            HexFormat.of().parseHex("5041434b0000000200000000" + "029d08823bd8a8eab510ad6ac75c823cfd3ed31e"),
            StandardCharsets.ISO_8859_1);

    @TempDir
    static Path directory;

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void aUserHasAPlainName() {
        for (String name :
                List.of("a b", "a\nb", "a\rb", "-asha", "", "../asha", "asha:x", "<b>", "\u00e5sa", "a\0", "a/b")) {
            assertThatThrownBy(() -> server.token(name, Role.ADMIN))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a user's name has");
        }
    }

    @Test
    void aCommitsSubjectAndAuthorAreTextInTheTerminalTheJournalAndThePage() throws Exception {
        GitClient git = project("shop");
        try (RawRepository raw = RawRepository.open(git.work())) {
            ObjectId tree = raw.with("");
            raw.commit(tree, NASTY, new PersonIdent("<b>\u001b[31mM</b>", "m\u0007@example.org"));
        }
        String token = server.token("vera", Role.VIEWER);

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.text()).doesNotContain("\u001b]", "\u001b[2J", "\u0007", "\u202E");
        assertThat(result.remote()).noneMatch(line -> line.startsWith("remote: push 9"));

        HttpResponse<String> api = server.get(pushes("shop"), token);
        assertThat(api.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(api.body()).doesNotContain("\u001b", "\u0007", "\u202E", "\n\"", "\\u001b", "\\u0000");

        String push = result.remote().get(0).split(" ", 3)[1];
        HttpResponse<String> page = server.get("/shop/pushes/" + push, token);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.body()).doesNotContain("\u001b", "\u0007", "\u202E");
    }

    @Test
    void branchesThatLookLikeOptionsAreOnlyNamesAndCommandsAreNone() throws Exception {
        GitClient git = project("branches");
        List<String> options = List.of("-x", "--exec=id", "--upload-pack=touch", "x/--force", "\u00e5");
        List<String> commands =
                List.of("$(id)", "`id`", "a;id", "a|id", "a&id", "<script>", "'\"", "%0aSet-Cookie", "\u202Eevil");

        GitClient.Result result = git.push(Stream.concat(options.stream(), commands.stream())
                .map(name -> "HEAD:refs/heads/" + name)
                .toArray(String[]::new));

        assertThat(result.text()).doesNotContain("internal error", "Exception");
        assertThat(result.remote()).noneMatch(line -> line.contains("\u202E"));
        assertThat(result.lines())
                .filteredOn(line -> line.endsWith("(a ref's name is made of letters, digits and"
                        + " . _ / + @ # = -, at most 200 bytes of them)"))
                .hasSameSizeAs(commands);
        assertThat(git.succeed("ls-remote", "hasura").lines())
                .extracting(line -> line.substring(line.indexOf('\t') + 1))
                .containsExactlyInAnyOrderElementsOf(
                        options.stream().map(name -> "refs/heads/" + name).toList());
        HttpResponse<String> api = server.get(pushes("branches"), server.token("vera", Role.VIEWER));
        assertThat(api.statusCode()).isEqualTo(200);
        assertThat(git.push("HEAD:refs/heads/next").exitCode()).isZero();
    }

    /** Git's own client refuses to send these. */
    @Test
    void aRefThatIsNoneIsRefusedWhateverTheClientSays() throws IOException {
        GitClient git = project("refs");
        git.push("HEAD:refs/heads/feature");
        String token = server.token("asha", Role.ADMIN);
        List<String> bad = Stream.of(
                        "a\nb",
                        "a\rb",
                        "a\tb",
                        "a\u001b[2J",
                        "a\u007f",
                        "../../HEAD",
                        "a..b",
                        ".a",
                        "a.lock",
                        "a/",
                        "/a",
                        "a b",
                        "a~b",
                        "a^b",
                        "a:b",
                        "a\\b",
                        "@{",
                        "")
                .map(name -> "refs/heads/" + name)
                .toList();
        List<String> elsewhere =
                List.of("refs/../config", "../config", "/etc/passwd", "HEAD", "config", "refs/longshore/push/1");

        for (String ref : Stream.concat(bad.stream(), elsewhere.stream()).toList()) {
            String line = "0".repeat(40) + " " + git.head() + " " + ref + "\0report-status atomic";
            String body = "%04x%s0000".formatted(line.length() + 4, line) + EMPTY_PACK;
            RawHttp.Answer answer = RawHttp.ask(
                    server,
                    "POST /refs.git/git-receive-pack HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + RawHttp.basic("asha", token)
                            + "Content-Type: application/x-git-receive-pack-request\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body);
            assertThat(answer.text()).as(ref).doesNotContain("\nok ", "ok refs", "Exception", "\tat ");
        }

        assertThat(git.succeed("ls-remote", "hasura").lines()).hasSize(1);
        assertThat(git.push("HEAD:refs/heads/next").exitCode()).isZero();
    }

    private static GitClient project(String name) {
        GitClient git = SampleProject.write(server.git(name, "asha", Role.ADMIN), "1");
        git.commit("One");
        return git;
    }

    private static String pushes(String project) {
        return "/api/v1/projects/" + project + "/environments/hasura/pushes";
    }
}
