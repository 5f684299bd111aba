package dev.longshore.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.PackBytes;
import dev.longshore.server.testing.RawPush;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a commit that deploys may have in it. */
class DeployedContentTest {
    private static final String POINTER = """
            version https://git-lfs.github.com/spec/v1
            oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
            size 12345
            """;

    @TempDir
    Path directory;

    private TestServer server;
    private GitClient git;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(
                directory,
                settings -> settings.withLimits(limits -> limits.withTree(
                        tree -> tree.withDepth(20).withEntries(1_000).withBytes(1 << 20))));
        git = SampleProject.write(server.git("shop", "asha", Role.DEPLOYER), "1");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aPointerOfLfsInABuildContextIsRefusedWithItsName() {
        git.write("microservices/api/model.bin", POINTER).commit("Pointer");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text())
                .contains("microservices/api/model.bin")
                .contains("this is a pointer of Git LFS, whose content a push doesn't bring: commit the file itself");
        assertThat(server.builder().built()).isEmpty();
    }

    @Test
    void ofManyPointersFiveAreNamed() {
        for (int i = 1; i <= 8; i++) {
            git.write("microservices/api/model" + i + ".bin", POINTER + "ext " + i + "\n");
        }
        git.commit("Pointers");

        GitClient.Result result = git.push("master");

        assertThat(result.text())
                .contains("model5.bin", "this and 2 other files are pointers of Git LFS too")
                .doesNotContain("model7.bin");
    }

    @Test
    void aPointerInAProjectFileIsRefused() {
        git.write("conf/routes.yaml", POINTER).commit("Pointer");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text()).contains("conf/routes.yaml").contains("this is a pointer of Git LFS");
    }

    @Test
    void pointersThatGoIntoNoImageAreNobodysBusiness() {
        git.write("docs/film.mp4", POINTER)
                .write("microservices/api/film.mp4", POINTER)
                .write("microservices/api/.dockerignore", "film.mp4\n")
                .commit("Pointers");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.text()).doesNotContain("LFS");
    }

    @Test
    void aSubmoduleInABuildContextIsRefusedWithItsPath() {
        String commit = git.commit("One");
        git.succeed("update-index", "--add", "--cacheinfo", "160000," + commit + ",microservices/api/lib");
        git.succeed("commit", "-q", "-m", "Submodule");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text())
                .contains("microservices/api/lib")
                .contains("this is a submodule, whose files a push doesn't bring: commit the files themselves");
    }

    @Test
    void aMicroserviceThatIsASubmoduleIsRefusedWithItsPath() {
        String commit = git.commit("One");
        git.succeed("update-index", "--add", "--cacheinfo", "160000," + commit + ",microservices/web");
        git.succeed("commit", "-q", "-m", "Submodule");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text()).contains("microservices/web").contains("this is a submodule");
    }

    @Test
    void aSubmoduleElsewhereIsIgnoredWithAWarning() {
        String commit = git.commit("One");
        git.succeed("update-index", "--add", "--cacheinfo", "160000," + commit + ",docs/theme");
        git.succeed("commit", "-q", "-m", "Submodule");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.text()).contains("1 submodule is ignored: a push doesn't bring their files");
    }

    /** Ten thousand million files in eleven objects. */
    @Test
    void aTreeBombIsRefusedAtOnce() throws Exception {
        PackBytes pack = new PackBytes();
        ObjectId entry = pack.add(Constants.OBJ_BLOB, new byte[] {1});
        String mode = "100644";
        for (int level = 0; level < 10; level++) {
            byte[] tree = new byte[0];
            for (int i = 0; i < 10; i++) {
                tree = RawPush.join(tree, PackBytes.treeEntry(mode, "f" + i, entry));
            }
            entry = pack.add(Constants.OBJ_TREE, tree);
            mode = "40000";
        }
        ObjectId commit = pack.add(Constants.OBJ_COMMIT, PackBytes.commit(entry, "Bomb"));

        String answer = push(commit, pack.finish());

        assertThat(answer).contains("refused: there are more than 1000 files and directories in ");
    }

    @Test
    void aTreeThatIsTooDeepIsRefused() throws Exception {
        PackBytes pack = new PackBytes();
        ObjectId entry = pack.add(Constants.OBJ_BLOB, new byte[] {1});
        String mode = "100644";
        for (int level = 0; level < 5_000; level++) {
            entry = pack.add(Constants.OBJ_TREE, PackBytes.treeEntry(mode, "d", entry));
            mode = "40000";
        }
        ObjectId commit = pack.add(Constants.OBJ_COMMIT, PackBytes.commit(entry, "Deep"));

        String answer = push(commit, pack.finish());

        assertThat(answer).contains("are more than 20 levels deep, which is the limit");
    }

    @Test
    void filesThatAreTooLargeInAllAreRefused() {
        git.write("large1", "a".repeat(700_000))
                .write("docs/large2", "b".repeat(700_000))
                .commit("Large");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.verdict()).contains("the files in the repository have more than 1 MiB in all");
    }

    @Test
    void aFileNameThatNoDiskTakesIsRefused() throws Exception {
        PackBytes pack = new PackBytes();
        ObjectId blob = pack.add(Constants.OBJ_BLOB, new byte[] {1});
        ObjectId tree = pack.add(Constants.OBJ_TREE, PackBytes.treeEntry("100644", "n".repeat(300), blob));
        ObjectId commit = pack.add(Constants.OBJ_COMMIT, PackBytes.commit(tree, "Long"));

        String answer = push(commit, pack.finish());

        assertThat(answer).contains("a file name in the repository has more than 255 bytes, which is the limit");
    }

    private String push(ObjectId commit, byte[] pack) throws IOException {
        return new RawPush(server, "shop", server.token("raw", Role.ADMIN)).create("refs/heads/master", commit, pack);
    }
}
