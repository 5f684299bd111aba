package dev.longshore.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.PackBytes;
import dev.longshore.server.testing.RawPush;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken of packs that no git makes: bombs, malformed objects, objects that nobody may see. */
class ReceivedObjectsTest {
    private static final String REF = "refs/heads/feature";
    private static final byte[] EMPTY = new byte[0];

    @TempDir
    Path directory;

    private Optional<TestServer> running = Optional.empty();

    @AfterEach
    void stop() throws IOException {
        running.orElseThrow().close();
    }

    @Test
    void aGibibyteOfZerosInASmallPackIsRefusedBeforeItIsUnpacked() throws Exception {
        TestServer server = start(GitLimits.Pack.DEFAULT);
        PackBytes pack = new PackBytes();
        pack.addZeros(1L << 30);
        byte[] bomb = pack.finish();

        String answer = push(server, ObjectId.zeroId(), bomb);

        assertThat(bomb.length).isLessThan(2 << 20);
        assertThat(answer).contains("push refused: a file in the pushed commits is larger than 100 MiB");
    }

    @Test
    void manyFilesThatExpandToMoreThanTheLimitAreRefused() throws Exception {
        TestServer server = start(GitLimits.Pack.DEFAULT.withExpandedBytes(64 << 20));
        PackBytes pack = new PackBytes();
        long size = 20 << 20;
        for (int i = 0; i < 6; i++) {
            pack.addZeros(size + i);
        }

        String answer = push(server, ObjectId.zeroId(), pack.finish());

        assertThat(answer).contains("push refused: the objects of the push expand to more than 64 MiB");
    }

    /** Two results of each delta keep all that they are made from in memory at once, though the pack is tiny. */
    @Test
    void deltasThatWouldFillTheMemoryAreRefused() throws Exception {
        TestServer server = start(GitLimits.Pack.DEFAULT.withDeltaBytes(8 << 20));
        PackBytes pack = new PackBytes();
        byte[] content = new byte[1 << 20];
        ObjectId base = pack.add(Constants.OBJ_BLOB, content);
        for (int level = 0; level < 30; level++) {
            byte[] next = new byte[content.length + 1];
            next[content.length] = 1;
            System.arraycopy(content, 0, next, 0, content.length);
            pack.addDelta(base, PackBytes.append(content.length, 1));
            pack.addDelta(base, PackBytes.append(content.length, 2));
            base = PackBytes.idOf(Constants.OBJ_BLOB, next);
            content = next;
        }
        byte[] bomb = pack.finish();

        String answer = push(server, base, bomb);

        assertThat(bomb.length).isLessThan(256 << 10);
        assertThat(answer).contains("push refused: the deltas of the push need more than 8 MiB of memory at once");
    }

    @Test
    void aPackThatClaimsFourThousandMillionObjectsIsRefusedBeforeRoomForThemIsMade() throws Exception {
        TestServer server = start(GitLimits.Pack.DEFAULT);

        String answer = push(server, ObjectId.zeroId(), new PackBytes().finish(-1));

        assertThat(answer).contains("push refused: the push has 4294967295 objects, more than 1000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {".git", ".GIT", "git~1", "..", "."})
    void aTreeWithANameThatHarmsIsRefusedByItsId(String name) throws Exception {
        TestServer server = start(GitLimits.Pack.DEFAULT);
        PackBytes pack = new PackBytes();
        ObjectId blob = pack.add(Constants.OBJ_BLOB, EMPTY);
        ObjectId tree = pack.add(Constants.OBJ_TREE, PackBytes.treeEntry("100644", name, blob));
        ObjectId commit = pack.add(Constants.OBJ_COMMIT, PackBytes.commit(tree, "Harm"));

        String answer = push(server, commit, pack.finish());

        assertThat(answer).contains("push refused: ").contains(tree.name()).contains("\"git fsck\" shows it");
    }

    @Test
    void modesWithALeadingZeroOfOldRepositoriesAreTaken() throws Exception {
        TestServer server = start(GitLimits.Pack.DEFAULT);
        PackBytes pack = new PackBytes();
        ObjectId blob = pack.add(Constants.OBJ_BLOB, EMPTY);
        ObjectId inner = pack.add(Constants.OBJ_TREE, PackBytes.treeEntry("100644", "a", blob));
        ObjectId tree = pack.add(Constants.OBJ_TREE, PackBytes.treeEntry("040000", "old", inner));
        ObjectId commit = pack.add(Constants.OBJ_COMMIT, PackBytes.commit(tree, "Old"));

        assertThat(push(server, commit, pack.finish())).contains("ok " + REF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[submodule \"../../evil\"]\n\tpath = a\n\turl = https://example.org/a\n",
                "[submodule \"a\"]\n\tpath = a\n\turl = --upload-pack=evil\n",
                "[submodule \"a\"]\n\tpath = -a\n\turl = https://example.org/a\n"
            })
    void aGitmodulesFileThatHarmsClonesIsRefused(String content) throws Exception {
        TestServer server = start(GitLimits.Pack.DEFAULT);
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        git.write(".gitmodules", content).commit("Evil");

        GitClient.Result result = git.push("HEAD:feature");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.verdict()).startsWith("push refused: .gitmodules isn't safe: ");
    }

    @Test
    void aCommitOfARefusedPushCanNeitherBeFetchedNorBuiltUpon() throws Exception {
        TestServer server = start(GitLimits.Pack.DEFAULT);
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        ObjectId hidden = ObjectId.fromString(git.write("secret", "s").commit("No project"));
        assertThat(git.push("master").exitCode()).isNotZero();
        GitClient other = server.git("shop", "vera", Role.DEPLOYER);
        other.write("a", "a").commit("One");
        assertThat(other.push("HEAD:other").exitCode()).isZero();
        PackBytes pack = new PackBytes();
        ObjectId tree = pack.add(Constants.OBJ_TREE, EMPTY);
        ObjectId commit = pack.add(Constants.OBJ_COMMIT, PackBytes.commit(tree, "Upon", hidden));

        GitClient.Result fetched = other.run("fetch", "hasura", hidden.name());
        String answer = push(server, commit, pack.finish());

        assertThat(fetched.exitCode()).isNotZero();
        assertThat(answer)
                .contains("push refused: object " + hidden.name() + " is neither in the push nor in a branch or tag");
        assertThat(git.push("HEAD:mine").exitCode())
                .as("who has it may bring it again")
                .isZero();
    }

    @Test
    void aFileOfARefusedPushCanNotBeReferredTo() throws Exception {
        TestServer server = start(GitLimits.Pack.DEFAULT);
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        git.write("secret", "s").commit("No project");
        git.push("master");
        ObjectId secret = PackBytes.idOf(Constants.OBJ_BLOB, "s".getBytes(StandardCharsets.UTF_8));
        PackBytes pack = new PackBytes();
        ObjectId tree = pack.add(Constants.OBJ_TREE, PackBytes.treeEntry("100644", "mine", secret));
        ObjectId commit = pack.add(Constants.OBJ_COMMIT, PackBytes.commit(tree, "Steal"));

        String answer = push(server, commit, pack.finish());

        assertThat(answer).contains("push refused: object " + secret.name() + " is neither in the push");
    }

    /** As a client with bitmaps leaves it out of its pack. */
    @Test
    void anOldFileThatComesBackIsFoundInTheHistory() throws Exception {
        TestServer server = start(GitLimits.Pack.DEFAULT);
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        git.write("a", "old").commit("One");
        ObjectId oldTree = ObjectId.fromString(
                git.succeed("rev-parse", "HEAD^{tree}").lines().get(0));
        ObjectId tip = ObjectId.fromString(git.write("a", "new").commit("Two"));
        git.push("HEAD:feature");
        PackBytes pack = new PackBytes();
        ObjectId commit = pack.add(Constants.OBJ_COMMIT, PackBytes.commit(oldTree, "Back", tip));

        String answer = new RawPush(server, "shop", server.token("raw", Role.DEPLOYER))
                .create("refs/heads/back", commit, pack.finish());

        assertThat(answer).contains("ok refs/heads/back");
    }

    @Test
    void aShallowCloneCanPushToAServerThatHasItsHistory() throws Exception {
        TestServer server = start(GitLimits.Pack.DEFAULT);
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        SampleProject.write(git, "2").commit("Two");
        assertThat(git.push("master").exitCode()).isZero();
        GitClient shallow = server.git("shop", "asha", Role.DEPLOYER);
        shallow.succeed("fetch", "-q", "--depth", "1", "hasura", "master");
        shallow.succeed("reset", "-q", "--hard", "FETCH_HEAD");
        String commit = SampleProject.write(shallow, "3").commit("Three");

        GitClient.Result result = shallow.push("master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(git.succeed("ls-remote", "hasura", "master").text()).contains(commit);
        assertThat(git.run("pull", "-q", "--ff-only", "hasura", "master").exitCode())
                .isZero();
    }

    @Test
    void aShallowCloneIsToldWhatToDoByAServerThatLacksItsHistory() throws Exception {
        TestServer server = start(GitLimits.Pack.DEFAULT);
        GitClient full = server.git("origin", "asha", Role.DEPLOYER);
        SampleProject.write(full, "1").commit("One");
        SampleProject.write(full, "2").commit("Two");
        assertThat(full.push("master").exitCode()).isZero();
        GitClient shallow = server.git("origin", "asha", Role.DEPLOYER);
        shallow.succeed("fetch", "-q", "--depth", "1", "hasura", "master");
        shallow.succeed("reset", "-q", "--hard", "FETCH_HEAD");

        GitClient.Result refused = shallow.at(server.repositoryUrl("shop")).push("master");
        shallow.at(server.repositoryUrl("origin")).succeed("fetch", "-q", "--unshallow", "hasura", "master");
        GitClient.Result whole = shallow.at(server.repositoryUrl("shop")).push("master");

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.verdict()).contains("in a shallow clone run \"git fetch --unshallow\" first");
        assertThat(whole.exitCode()).as(whole.text()).isZero();
    }

    private TestServer start(GitLimits.Pack pack) throws Exception {
        TestServer server =
                TestServer.start(directory, settings -> settings.withLimits(limits -> limits.withPack(all -> pack)));
        running = Optional.of(server);
        return server;
    }

    private static String push(TestServer server, ObjectId commit, byte[] pack) throws IOException {
        ObjectId id = commit.equals(ObjectId.zeroId())
                ? ObjectId.fromString("1111111111111111111111111111111111111111")
                : commit;
        return new RawPush(server, "shop", server.token("raw", Role.ADMIN)).create(REF, id, pack);
    }
}
