package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildOutcome;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the names of base images mean for an environment, and what becomes of images of equal inputs. */
class BasesTest {
    private static final String BASES = "/api/v1/projects/shop/environments/hasura/bases";
    private static final String OLD = "sha256:" + "1".repeat(64);
    private static final String NEW = "sha256:" + "2".repeat(64);
    private static final String MOVED = "base image busybox changed (1111111 → 2222222)";

    @TempDir
    Path directory;

    private TestServer server;
    private GitClient git;
    private GitClient.Result first;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        server.builder().bases().put("busybox", OLD);
        git = server.git("shop", "asha", Role.DEPLOYER);
        first = deploy("1");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void theFirstUseOfANameSaysWhichImageItIsFromNowOn() {
        assertThat(first.remote())
                .contains(
                        "base     busybox    sha256:111111111111 from now on, until a rebuild",
                        "plan     api        build    first build");
        assertThat(deploy("2").text()).doesNotContain("base ");
    }

    @Test
    void aNameThatComesToMeanAnotherImageChangesNothingNotEvenAfterARestart() throws Exception {
        server.builder().bases().put("busybox", NEW);

        assertThat(push("README.md", "more").remote()).contains("plan     api        as is    unchanged");
        server.restart();
        git = git.at(server.repositoryUrl("shop"));
        assertThat(push("README.md", "again").remote()).contains("plan     api        as is    unchanged");
        assertThat(bases()).contains("\"imageId\":\"" + OLD + "\"");
    }

    @Test
    void aRebuildAsksTheRegistryAndSaysWhatChanged() throws Exception {
        server.builder().bases().publish("busybox", NEW);

        GitClient.Result rebuild = git.push("HEAD:refs/do/rebuild");

        assertThat(rebuild.remote())
                .contains(
                        "base     busybox    sha256:111111111111 → sha256:222222222222",
                        "plan     api        rebuild  asked for; " + MOVED);
        assertThat(rebuild.verdict()).startsWith("push 2 is live");
        assertThat(push("README.md", "more").remote()).contains("plan     api        as is    unchanged");
        assertThat(bases())
                .contains("\"reference\":\"busybox\",\"imageId\":\"" + NEW + "\",\"digest\":\"" + NEW + "\"")
                .contains("\"usedBy\":[\"api\"]");
    }

    @Test
    void aRebuildWithoutARegistryTakesWhatTheEngineHas() {
        assertThat(git.push("HEAD:refs/do/rebuild").remote())
                .contains("base     busybox    sha256:111111111111 as before (no registry has it)");

        server.builder().bases().put("busybox", NEW);

        assertThat(git.push("HEAD:refs/do/rebuild").remote())
                .contains("base     busybox    sha256:111111111111 → sha256:222222222222 (no registry has it)");
    }

    @Test
    void aRebuildThatFailsLeavesTheOldBaseToThePushesAfterIt() throws Exception {
        server.builder().bases().publish("busybox", NEW);
        server.builder().set((planned, progress) -> new BuildOutcome.Failed("api: it doesn't start on that"));
        assertThat(git.push("HEAD:refs/do/rebuild").exitCode()).isNotZero();
        server.builder().succeed();
        server.cluster().answer(() -> new RolloutOutcome.Restored("api never became ready"));
        assertThat(git.push("HEAD:refs/do/rebuild").exitCode()).isNotZero();
        server.cluster().answer(RolloutOutcome.Live::new);

        assertThat(push("README.md", "more").remote()).contains("plan     api        as is    unchanged");
        assertThat(bases()).contains(OLD).doesNotContain(NEW);
    }

    @Test
    void aBaseThatIsGoneIsTakenAnewWithAWarningWhenABuildNeedsIt() throws Exception {
        server.builder().bases().put("busybox", NEW);
        server.builder().bases().lose(OLD);

        GitClient.Result push = deploy("2");

        assertThat(push.remote())
                .contains("warning  busybox    sha256:111111111111 can't be had any more; now sha256:222222222222")
                .anyMatch(line -> line.matches("plan     api        build    microservices/api changed .*: version; .*")
                        && line.endsWith(MOVED));
        assertThat(bases()).contains(NEW).doesNotContain(OLD);
    }

    @Test
    void aDryRunDecidesNothing() throws Exception {
        GitClient other = server.git("blog", "asha", Role.DEPLOYER);
        SampleProject.write(other, "1").commit("One");

        assertThat(other.push("HEAD:refs/do/dry-run").text()).doesNotContain("base ");
        assertThat(server.get(BASES.replace("shop", "blog"), server.token("vera", Role.VIEWER))
                        .body())
                .isEqualTo("{\"bases\":[]}");
    }

    @Test
    void whatIsRevertedIsNotBuiltAgain() {
        deploy("2");

        GitClient.Result revert = deploy("1");

        assertThat(revert.remote()).contains("plan     api        reused   same inputs as push 1");
        assertThat(revert.verdict()).startsWith("push 3 is live");
        assertThat(server.builder().built()).hasSize(2);
    }

    @Test
    void equalFilesOnABranchThatIsMergedAreNotBuiltAgain() {
        deploy("2");
        git.succeed("checkout", "-q", "-b", "again", "HEAD~1");
        git.write("README.md", "again").commit("Elsewhere");
        git.succeed("checkout", "-q", "master");
        git.succeed("merge", "-q", "-s", "ours", "-m", "Merge", "again");
        git.succeed("checkout", "again", "--", "microservices/api/version");
        git.commit("As it is there");

        assertThat(git.push("master").remote()).contains("plan     api        reused   same inputs as push 1");
        assertThat(server.builder().built()).hasSize(2);
    }

    @Test
    void aMicroserviceWithTheFilesOfAnotherSharesItsImage() {
        String manifests = SampleProject.API.replace("name: api", "name: web").replace("app: api", "app: web");
        String ci = SampleProject.CI
                + SampleProject.CI
                        .substring(SampleProject.CI.indexOf("  - name: api"))
                        .replace("api", "web");
        git.write("microservices/web/Dockerfile", "FROM busybox\nCOPY version /version\n")
                .write("microservices/web/version", "2")
                .write("microservices/web/k8s.yaml", manifests)
                .write("conf/ci.yaml", ci);

        GitClient.Result both = deploy("2", ci);

        assertThat(both.remote()).contains("         web        reused   same inputs as api");
        assertThat(server.builder().built()).containsExactly("api", "api");
        assertThat(push("README.md", "more").remote())
                .contains("plan     api        as is    unchanged", "         web        as is    unchanged");
        git.write("microservices/web/version", "1");
        assertThat(deploy("2", ci).remote()).contains("         web        reused   same inputs as push 1");
        assertThat(server.builder().built()).containsExactly("api", "api");
    }

    @Test
    void ofADirectoryThatMicroservicesShareOnlyWhatIsCopiedIsBuiltAgainAndNamed() {
        String ci = SampleProject.CI.replace("contextPath: microservices/api", "contextPath: .");
        git.write("microservices/api/Dockerfile", "FROM busybox\nCOPY libs/common microservices/api/version /app/\n")
                .write("conf/ci.yaml", ci)
                .write("libs/common/util.py", "1");
        assertThat(push("libs/other/x.py", "1").remote())
                .contains("plan     api        build    its context is ., no longer microservices/api");

        assertThat(push("libs/other/x.py", "2").remote()).contains("plan     api        as is    unchanged");
        assertThat(push("libs/common/util.py", "2").remote())
                .anyMatch(line ->
                        line.matches("plan     api        build    libs/common changed \\(.{7} → .{7}\\): util.py"));
    }

    private GitClient.Result deploy(String version, String ci) {
        SampleProject.write(git, version).write("conf/ci.yaml", ci).commit(version);
        return succeed(git.push("master"));
    }

    private GitClient.Result deploy(String version) {
        return deploy(version, SampleProject.CI);
    }

    private GitClient.Result push(String file, String content) {
        git.write(file, content).commit(content);
        return succeed(git.push("master"));
    }

    private static GitClient.Result succeed(GitClient.Result result) {
        assertThat(result.exitCode()).as(result.text()).isZero();
        return result;
    }

    private String bases() throws Exception {
        return server.get(BASES, server.token("vera", Role.VIEWER)).body();
    }
}
