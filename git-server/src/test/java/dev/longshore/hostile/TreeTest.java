package dev.longshore.hostile;

import static dev.longshore.hostile.RawRepository.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A commit's trees can hold what no file system would; none of it is accepted, or it does no harm. */
class TreeTest {
    private static final Duration PROMPT = Duration.ofSeconds(20);
    private static final AtomicInteger PROJECTS = new AtomicInteger();

    @TempDir
    static Path directory;

    private static TestServer server;
    private static GitClient git;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(directory);
        git = server.git("shop", "asha", Role.ADMIN);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "..",
                ".",
                "",
                "/etc/passwd",
                "a/b",
                ".git",
                ".GIT",
                ".git/config",
                "git~1",
                ".g\u00e2\u0080\u008cit",
                ".git\u00e2\u0080\u008d",
                ".git ",
                ".git.",
                ".git:$DATA",
            })
    void aNameThatIsNoFileNameOrMeansGitsOwnDirectoryIsRefusedByReceive(String name) throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            raw.commit(raw.tree(entry(FileMode.REGULAR_FILE, name, raw.blob("x"))));
        }

        assertRefused(git.push("+master"), "unpack error|remote rejected|unpacker error");
    }

    @ParameterizedTest
    @CsvSource({"a\\b", "con", "aux.txt", "a:b", "'a '", "a*b?", "'\u00c3\u00a9'", "e\u00cc\u0081", "--exec=x", "-rf", "$(id)", "`id`"})
    void aNameThatOnlyOtherSystemsMindIsAFile(String name) throws IOException {
        assertDeploys(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\u001b[2Jb", "a\u0007", "\u007f", "a\tb"})
    void controlCharactersInANameAreRefusedWithTheirDirectory(String name) throws IOException {
        GitClient client = projectWith(name);

        GitClient.Result result = client.push("+master");

        assertRefused(result, "control character|remote rejected|unpacke?r? error");
        assertThat(result.text()).doesNotContain("\u001b", "\u0007", "\u007f");
    }

    @Test
    void namesThatAreNotUtf8AreRefusedOrKeptApart() throws IOException {
        GitClient client = projectWith("caf\u00e9", "caf\u00e8");

        GitClient.Result result = client.push("+master");

        // Both would be the same text, so that one file would be taken for the other.
        assertThat(result.text()).doesNotContain("internal error", "Exception");
        assertNextPushWorks();
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            ObjectId blob = raw.blob("x");
            raw.commit(raw.tree(entry(FileMode.REGULAR_FILE, "a", blob), entry(FileMode.REGULAR_FILE, "a", blob)));
        }
        assertRefused(git.push("+master"), "duplicate");
    }

    @Test
    void entriesInAnotherOrderAreRefused() throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            ObjectId blob = raw.blob("x");
            raw.commit(raw.tree(entry(FileMode.REGULAR_FILE, "b", blob), entry(FileMode.REGULAR_FILE, "a", blob)));
        }
        assertRefused(git.push("+master"), "sorted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"777777", "0100644", "100644x", "", "-1", "1"})
    void aModeThatIsNoneIsRefused(String mode) throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            raw.commit(raw.tree(entry(mode, "a", raw.blob("x"))));
        }
        assertRefused(git.push("+master"), "mode|unpack");
    }

    @Test
    void aTreeOfTenThousandLevelsIsRefusedInTime() throws IOException {
        GitClient client = project();
        try (RawRepository raw = RawRepository.open(client.work())) {
            ObjectId tree = raw.tree(entry(FileMode.REGULAR_FILE, "f", raw.blob("x")));
            for (int i = 0; i < 10_000; i++) {
                tree = raw.tree(entry(FileMode.TREE, "d", tree));
            }
            raw.commit(sample(raw, entry(FileMode.TREE, "deep", tree)));
        }
        assertSettledInTime(client);
    }

    /** Ten levels of ten entries that are the same tree: few objects, ten thousand million files. */
    @Test
    void aTreeThatIsItselfOverAndOverIsRefusedInTime() throws IOException {
        GitClient client = project();
        try (RawRepository raw = RawRepository.open(client.work())) {
            ObjectId tree = raw.tree(entry(FileMode.REGULAR_FILE, "f", raw.blob("x")));
            for (int level = 0; level < 10; level++) {
                byte[][] entries = new byte[10][];
                for (int i = 0; i < entries.length; i++) {
                    entries[i] = entry(FileMode.TREE, "d" + i, tree);
                }
                tree = raw.tree(entries);
            }
            raw.commit(sample(raw, entry(FileMode.TREE, "bomb", tree)));
        }
        assertSettledInTime(client);
    }

    @Test
    void aHundredThousandEntriesOfOneDirectoryAreReadInTime() throws IOException {
        GitClient client = project();
        try (RawRepository raw = RawRepository.open(client.work())) {
            ObjectId blob = raw.blob("x");
            byte[][] entries = new byte[100_000][];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = entry(FileMode.REGULAR_FILE, "f%06d".formatted(i), blob);
            }
            raw.commit(sample(raw, entry(FileMode.TREE, "broad", raw.tree(entries))));
        }
        assertSettledInTime(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tree %s\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000",
                "tree %s\nauthor A <a@b> 99999999999999999999 +0000\ncommitter A <a@b> 1 +0000\n\nx",
                "tree %s\nauthor A a@b 1 +0000\ncommitter A <a@b> 1 +0000\n\nx",
                "tree %s\n\nx",
                "tree 0000000000000000000000000000000000000000\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nx",
                "parent %s\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nx",
                "",
            })
    void aCommitThatIsNotWellFormedIsRefused(String content) throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            ObjectId tree = raw.tree(entry(FileMode.REGULAR_FILE, "a", raw.blob("x")));
            raw.rawCommit(content.formatted(tree.name()));
        }
        // The client itself may refuse to send it.
        GitClient.Result result = git.push("+master");

        assertThat(result.exitCode()).isNotZero();
        assertNextPushWorks();
    }

    @ParameterizedTest
    @CsvSource({
        "'[submodule \"x\"]\n\tpath = x\n\turl = -u./payload\n'",
        "'[submodule \"x\"]\n\tpath = -x\n\turl = https://example.org/x\n'",
        "'[submodule \"../../x\"]\n\tpath = x\n\turl = https://example.org/x\n'",
        "'[submodule \"a/../../x\"]\n\tpath = x\n\turl = https://example.org/x\n'",
    })
    void aGitmodulesFileThatWouldHarmItsCloneIsRefused(String content) throws IOException {
        GitClient client = project();
        try (RawRepository raw = RawRepository.open(client.work())) {
            raw.commit(sample(raw, entry(FileMode.REGULAR_FILE, ".gitmodules", raw.blob(content))));
        }
        assertRefused(client.push("+master"), "gitmodules|submodule");
    }

    @Test
    void aGitmodulesFileIsNotFollowedWhenItIsASymlinkOrItsPathEndsInACarriageReturn() throws IOException {
        GitClient client = project();
        try (RawRepository raw = RawRepository.open(client.work())) {
            raw.commit(sample(raw, entry(FileMode.SYMLINK, ".gitmodules", raw.blob("/etc/passwd"))));
        }
        assertThat(client.push("+master").text()).doesNotContain("root:", "internal error");

        GitClient other = project();
        try (RawRepository raw = RawRepository.open(other.work())) {
            String content = "[submodule \"x\"]\n\tpath = \"x\r\"\n\turl = https://example.org/x\n";
            raw.commit(sample(raw, entry(FileMode.REGULAR_FILE, ".gitmodules", raw.blob(content))));
        }
        assertThat(other.push("+master").text()).doesNotContain("internal error", "\r\"");
        assertNextPushWorks();
    }

    /** A client that announces objects which it doesn't have or which aren't its to see gets nowhere. */
    @Test
    void aTreeWithAnObjectThatNobodyHasIsRefused() throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            ObjectId missing = ObjectId.fromString("1".repeat(40));
            raw.commit(raw.tree(entry(FileMode.REGULAR_FILE, "a", missing)));
        }
        assertThat(git.push("+master").exitCode()).isNotZero();
        assertNextPushWorks();
    }

    private GitClient project() {
        GitClient client = SampleProject.write(server.git("p" + PROJECTS.incrementAndGet(), "asha", Role.ADMIN), "1");
        client.commit("One");
        return client;
    }

    private static ObjectId sample(RawRepository raw, byte[] extra) throws IOException {
        return raw.with("", extra);
    }

    /** A project with files of these names in the context of its build. */
    private GitClient projectWith(String... names) throws IOException {
        GitClient client = project();
        try (RawRepository raw = RawRepository.open(client.work())) {
            byte[][] entries = new byte[names.length][];
            for (int i = 0; i < names.length; i++) {
                entries[i] = entry(FileMode.REGULAR_FILE, names[i], raw.blob("x"));
            }
            raw.commit(raw.with("microservices/api", entries));
        }
        return client;
    }

    private void assertDeploys(String name) throws IOException {
        GitClient client = projectWith(name);

        GitClient.Result result = client.push("+master");

        assertThat(result.exitCode()).as(result.text()).isZero();
    }

    private void assertSettledInTime(GitClient client) {
        long start = System.nanoTime();
        GitClient.Result result = client.push("+master");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
        assertThat(result.text()).doesNotContain("internal error", "Exception", "StackOverflow", "OutOfMemory");
        assertNextPushWorks();
    }

    private void assertRefused(GitClient.Result result, String gist) {
        assertThat(result.exitCode()).as(result.text()).isNotZero();
        assertThat(result.text()).containsPattern(gist).doesNotContain("internal error", "Exception", "\tat ");
        assertNextPushWorks();
    }

    private void assertNextPushWorks() {
        GitClient next = server.git("next", "asha", Role.ADMIN);
        next.write("a.txt", "a").commit("One");
        GitClient.Result result = next.push("+HEAD:refs/heads/next");
        assertThat(result.exitCode()).as(result.text()).isZero();
    }
}
