package dev.longshore.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.stock.BuiltImage;
import dev.longshore.builder.stock.ImageStock;
import dev.longshore.builder.stock.Surplus;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.engine.EngineException;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.server.access.Role;
import dev.longshore.server.limits.DiskSpace;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.push.queue.ImageUse;
import dev.longshore.server.store.BuildJournal;
import dev.longshore.server.store.Database;
import dev.longshore.server.store.EndedPushes;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.CapturedLog;
import dev.longshore.server.testing.FakeBuilder;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What retention removes and when, with clocks that are set forward and two releases to keep. */
class RetentionTest {
    private static final String UNASKED = "longshore/shop/api:unasked";
    private static final Duration SOON = Duration.ofHours(5);
    private static final Duration LATER = Duration.ofHours(7);

    @TempDir
    Path directory;

    private final AtomicLong free = new AtomicLong(1L << 30);
    private final DiskSpace disk = () -> new DiskSpace.Room(free.addAndGet(1L << 20), 1L << 40);
    private TestServer server;
    private GitClient git;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        git = server.git("shop", "asha", Role.DEPLOYER);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void imagesAndLogsOfReleasesPastTheLastOnesGo() throws Exception {
        String first = deploy("1");
        String second = deploy("2");
        String third = deploy("3");

        runRound(LATER);

        assertThat(server.builder().has(first)).isFalse();
        assertThat(server.builder().has(second)).isTrue();
        assertThat(server.builder().has(third)).isTrue();
        assertThat(new PushLogs(server.data().resolve("logs")).all()).containsExactlyInAnyOrder(2L, 3L);
        String token = server.token("vera", Role.VIEWER);
        assertThat(server.get("/api/v1/projects/shop/environments/hasura/pushes/1/log", token)
                        .body())
                .contains("the log of push 1 is no longer there: the server keeps those of the newest releases");
    }

    @Test
    void whatWasRemovedIsToldInOneLine() throws Exception {
        deploy("1");
        deploy("2");
        deploy("3");

        try (CapturedLog log = new CapturedLog()) {
            runRound(LATER);
            runRound(LATER);

            assertThat(log.text())
                    .containsOnlyOnce(
                            "retention: removed what no release needs, 1 image(s) and 1 log(s): 1 MiB freed, 1 GiB free");
        }
    }

    @Test
    void anOlderReleaseCanNotBeRolledBackToWhichTheRefusalExplains() throws Exception {
        server.close();
        server = TestServer.start(
                Files.createDirectories(directory.resolve("two")), settings -> settings.withKeptReleases(2));
        git = server.git("shop", "asha", Role.DEPLOYER);
        String first = deploy("1");
        deploy("2");
        deploy("3");
        Await.until("a round after the push", () -> !server.builder().has(first));

        GitClient.Result back = git.push("HEAD:refs/do/rollback/2");
        GitClient.Result tooFar = git.push("HEAD:refs/do/rollback/1");
        GitClient.Result nowhere = git.push("HEAD:refs/do/rollback/99");

        assertThat(back.exitCode()).as(back.text()).isZero();
        assertThat(tooFar.verdict())
                .contains("release 1 can't come back as it was: the engine no longer has longshore/shop/api:")
                .contains("(the server keeps those of the newest 2 releases)")
                .contains("git revert ");
        assertThat(nowhere.remote())
                .anyMatch(line -> line.matches("  4     .* UTC  live"))
                .anyMatch(line -> line.matches("  3     .* UTC"))
                .anyMatch(line -> line.matches("  1     .* UTC  too old: push its files in a new commit"));
    }

    @Test
    void theImageOfAFailedPushIsThereForAnotherTrySoonButNotForEver() throws Exception {
        deploy("1");
        String failed = fail("2");

        runRound(SOON);
        assertThat(server.builder().has(failed)).isTrue();

        runRound(LATER);
        assertThat(server.builder().has(failed)).isFalse();
        assertThat(server.builder().of(shop())).hasSize(1);
    }

    @Test
    void nothingGoesWhileAPushIsOnItsWayThatMayNeedIt() throws Exception {
        deploy("1");
        FakeBuilder images = new FakeBuilder();
        images.add(UNASKED);
        StoredEnvironment environment =
                new Environments(database(), Clock.systemUTC()).find(shop()).orElseThrow();

        try (Retention retention = retention(images, LATER)) {
            try (ImageUse.Using push = retention.begin(environment)) {
                retention.runRound();
                retention.makeRoom();
                assertThat(images.has(UNASKED)).isTrue();
            }
            Await.until("a round after the push", () -> !images.has(UNASKED));
        }
    }

    @Test
    void theServerLooksAfterEachPushWhichHoldsTheImagesUntilThen() throws Exception {
        deploy("1");
        CountDownLatch build = server.builder().hold();
        SampleProject.write(git, "2").commit("2");
        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            push.awaitLine("step 1 of 2");
            server.builder().add(UNASKED);

            assertThat(git.push("HEAD:refs/do/dry-run").exitCode()).isZero();
            assertThat(server.builder().has(UNASKED)).isTrue();

            build.countDown();
            assertThat(push.await().exitCode()).isZero();
        }
        Await.until("a round after the push", () -> !server.builder().has(UNASKED));
    }

    @Test
    void aDiskThatIsNearlyFullCostsFailedPushesTheirImagesAtOnceButNoReleaseThatIsKept() throws Exception {
        String first = deploy("1");
        String failed = fail("2");
        String second = deploy("3");

        try (Retention retention = retention(server.builder(), Duration.ZERO)) {
            retention.makeRoom();
        }

        assertThat(server.builder().has(failed)).isFalse();
        assertThat(server.builder().has(first)).isTrue();
        assertThat(server.builder().has(second)).isTrue();
    }

    @Test
    void anEngineThatCanNotBeAskedIsToldOfAndHarmsNoPush() throws Exception {
        deploy("1");
        ImageStock broken = new ImageStock() {
            @Override
            public List<BuiltImage> of(EnvironmentName environment) {
                throw new EngineException("the engine can't list images");
            }

            @Override
            public boolean remove(Surplus surplus) {
                throw new AssertionError("nothing is known to be surplus");
            }
        };

        try (CapturedLog log = new CapturedLog()) {
            runRoundOf(broken, LATER);

            assertThat(log.text())
                    .contains("what no release of shop needs can't be removed: the engine can't list images;"
                            + " the next round tries again");
        }
        deploy("2");
    }

    private String deploy(String version) {
        SampleProject.write(git, version).commit(version);
        GitClient.Result result = git.push("master");
        assertThat(result.exitCode()).as(result.text()).isZero();
        return newest();
    }

    /** Pushes what is built but doesn't become ready; the commit is forgotten. */
    private String fail(String version) {
        server.cluster().answer(() -> new RolloutOutcome.Restored("api crashed"));
        List<BuiltImage> before = server.builder().of(shop());
        SampleProject.write(git, version).commit(version);
        assertThat(git.push("master").exitCode()).isNotZero();
        server.cluster().answer(RolloutOutcome.Live::new);
        git.succeed("reset", "-q", "--hard", "HEAD~1");
        return server.builder().of(shop()).stream()
                .filter(image -> !before.contains(image))
                .map(image -> image.names().get(0))
                .findFirst()
                .orElseThrow();
    }

    /** The built image of the newest release. */
    private String newest() {
        int releases = server.cluster().rolledOut().size();
        return server.cluster().rolledOut().get(releases - 1).images().keySet().stream()
                .filter(name -> name.startsWith("longshore/"))
                .findFirst()
                .orElseThrow();
    }

    private static EnvironmentName shop() {
        return EnvironmentName.of("shop", "hasura").orElseThrow();
    }

    private void runRound(Duration later) {
        runRoundOf(server.builder(), later);
    }

    private void runRoundOf(ImageStock images, Duration later) {
        try (Retention retention = retention(images, later)) {
            retention.runRound();
        }
    }

    private Database database() {
        return Database.open(server.data().resolve("longshore.db"));
    }

    private Retention retention(ImageStock images, Duration later) {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        Database database = database();
        return new Retention(
                () -> {},
                new Environments(database, clock),
                new Retained(new ReleaseJournal(database, clock), new BuildJournal(database, clock), 2),
                new OldLogs(
                        new EndedPushes(database), new PushLogs(server.data().resolve("logs")), 2),
                images,
                disk,
                clock);
    }
}
