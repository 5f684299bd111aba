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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A commit's trees can hold what no file system would; git itself is told why none of that is taken. */
class TreeTest {
    private static final Duration PROMPT = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static final AtomicInteger PUSHES = new AtomicInteger();

    private static TestServer server;
    private static GitClient git;
    private static GitClient next;
    private static String base;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(directory);
        git = server.git("shop", "asha", Role.ADMIN);
        base = SampleProject.write(git, "1").commit("One");
        next = server.git("shop", "asha", Role.ADMIN);
        next.write("a.txt", "a").commit("One");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void project() {
        git.succeed("update-ref", "refs/heads/master", base);
    }

    /** Whatever it was, the server is none the worse for it. */
    @AfterEach
    void theNextPushWorks() {
        GitClient.Result result = next.push("HEAD:refs/heads/next" + PUSHES.incrementAndGet());
        assertThat(result.exitCode()).as(result.text()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "..",
        ".",
        "/etc/passwd",
        ".git",
        ".GIT",
        "git~1",
        ".g\u00e2\u0080\u008cit",
        "'.git '",
        ".git:$DATA",
        "a\\.git\\config",
    })
    void aNameThatIsNoFileNameOrMeansGitsOwnDirectoryIsRefused(String name) throws IOException {
        ObjectId tree = commit(entry(FileMode.REGULAR_FILE, name, blob()));

        assertRefused("object " + tree.name());
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws IOException {
        ObjectId tree = commit(entry(FileMode.REGULAR_FILE, "a", blob()), entry(FileMode.REGULAR_FILE, "a", blob()));

        assertRefused("object " + tree.name());
    }

    @Test
    void entriesInAnotherOrderAreRefused() throws IOException {
        ObjectId tree = commit(entry(FileMode.REGULAR_FILE, "b", blob()), entry(FileMode.REGULAR_FILE, "a", blob()));

        assertRefused("object " + tree.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"777777", "1"})
    void aModeThatIsNoneIsRefused(String mode) throws IOException {
        ObjectId tree = commit(entry(mode, "a", blob()));

        assertRefused("tree " + tree.name() + ": invalid mode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tree %s\nauthor A a@b 1 +0000\ncommitter A <a@b> 1 +0000\n\nx",
                "tree %s\n\nx",
            })
    void aCommitThatIsNotWellFormedIsRefused(String content) throws IOException {
        ObjectId commit;
        try (RawRepository raw = RawRepository.open(git.work())) {
            ObjectId tree = raw.tree(entry(FileMode.REGULAR_FILE, "a", raw.blob("x")));
            commit = raw.rawCommit(content.formatted(tree.name()));
        }

        assertRefused("object " + commit.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[submodule \"x\"]\n\tpath = x\n\turl = -u./payload\n",
                "[submodule \"a/../../x\"]\n\tpath = x\n\turl = https://example.org/x\n",
            })
    void aGitmodulesFileThatWouldHarmItsCloneIsRefused(String content) throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            raw.commit(raw.with("", entry(FileMode.REGULAR_FILE, ".gitmodules", raw.blob(content))));
        }

        assertRefused(".gitmodules isn't safe: ");
    }

    @Test
    void aGitmodulesFileThatIsASymlinkIsNotFollowed() throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            raw.commit(raw.with("", entry(FileMode.SYMLINK, ".gitmodules", raw.blob("/etc/passwd"))));
        }

        assertThat(git.push("+master").text()).doesNotContain("root:", "internal error", "Exception");
    }

    @Test
    void aTreeWithAnObjectThatNobodyHasIsRefused() throws IOException {
        commit(entry(FileMode.REGULAR_FILE, "a", ObjectId.fromString("1".repeat(40))));

        // The client finds it out by itself.
        assertThat(git.push("+master").exitCode()).isNotZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'a\u001b[2Jb', 'a\\x1b[2Jb'",
        "'a\nb', 'a\\x0ab'",
        "caf\u00e9, caf\\xe9",
        "'\u00ed\u00a0\u0080', '\\xed\\xa0\\x80'",
    })
    void aFileNameThatIsNoTextIsRefusedAndShownEscaped(String name, String shown) throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            ObjectId below = raw.tree(entry(FileMode.REGULAR_FILE, name, raw.blob("x")));
            raw.commit(raw.with("microservices/api", entry(FileMode.TREE, "src", below)));
        }

        assertRefused("a file name in microservices/api/src has control characters or isn't UTF-8: \"" + shown + "\"");
    }

    /** Else nothing in it would be counted, compared or built, as no text means it. */
    @Test
    void aDirectoryNameThatIsNoTextIsRefused() throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            ObjectId below = raw.tree(entry(FileMode.REGULAR_FILE, "a", raw.blob("x")));
            raw.commit(raw.with("microservices/api", entry(FileMode.TREE, "caf\u00e9", below)));
        }

        assertRefused("a file name in microservices/api has control characters or isn't UTF-8: \"caf\\xe9\"");
    }

    @Test
    void namesThatOnlyOtherSystemsMindAreFiles() throws IOException {
        String[] names = {
            "a\\b", "con", "a:b", "a ", "a*b?", "\u00c3\u00a9", "e\u00cc\u0081", "--exec=x", "-rf", "$(id)"
        };
        try (RawRepository raw = RawRepository.open(git.work())) {
            byte[][] entries = new byte[names.length][];
            for (int i = 0; i < names.length; i++) {
                entries[i] = entry(FileMode.REGULAR_FILE, names[i], raw.blob("x"));
            }
            raw.commit(raw.with("microservices/api", entries));
        }

        assertDeploys("names");
    }

    @Test
    void tenThousandDirectoriesInEachOtherAreRefusedInTime() throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            raw.commit(raw.with("microservices/api", raw.deep(10_000)));
        }

        assertRefusedInTime("the directories in microservices/api/d/d", "are more than 64 levels deep");
    }

    /** Ten thousand million files in eleven objects. */
    @Test
    void aBombOfSharedDirectoriesIsRefusedInTime() throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            ObjectId shared = raw.blob("x");
            FileMode mode = FileMode.REGULAR_FILE;
            for (int level = 0; level < 10; level++) {
                byte[][] entries = new byte[10][];
                for (int i = 0; i < entries.length; i++) {
                    entries[i] = entry(mode, "f" + i, shared);
                }
                shared = raw.tree(entries);
                mode = FileMode.TREE;
            }
            raw.commit(raw.with("microservices/api", entry(FileMode.TREE, "bomb", shared)));
        }

        assertRefusedInTime("there are more than 200000 files and directories in microservices/api/bomb");
    }

    /** Git refuses such a commit; JGit doesn't. */
    @Test
    void aCommitOfADateThatIsNoneIsACommit() throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            raw.rawCommit("tree " + raw.with("").name()
                    + "\nauthor A <a@b> 99999999999999999999 +0000\ncommitter A <a@b> 99999999999999999999 +0000\n\nx");
        }

        assertDeploys("dates");
    }

    /** In a project of its own, as others couldn't be pushed over it. */
    private void assertDeploys(String project) {
        GitClient.Result result = git.run("push", server.repositoryUrl(project), "master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.verdict()).contains(" is live in ");
    }

    /** A commit of a tree of these entries and nothing else; returns the tree. */
    private ObjectId commit(byte[]... entries) throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            ObjectId tree = raw.tree(entries);
            raw.commit(tree);
            return tree;
        }
    }

    private ObjectId blob() throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            return raw.blob("x");
        }
    }

    private void assertRefusedInTime(String... gist) {
        long start = System.nanoTime();
        assertRefused(gist);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
    }

    private void assertRefused(String... gist) {
        Refusal.assertRefused(git.push("+master"), gist);
    }
}
