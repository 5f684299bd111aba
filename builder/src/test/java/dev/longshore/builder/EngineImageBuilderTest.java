package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildOutcome.Available;
import dev.longshore.builder.BuildOutcome.Failed;
import dev.longshore.builder.PlannedBuild.Decision;
import dev.longshore.builder.inprocess.InProcessBuilder;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.ContainerSpec.Attachment;
import dev.longshore.engine.ContainerSpec.Hardening;
import dev.longshore.engine.ContainerSpec.Limits;
import dev.longshore.engine.ContainerSpec.Restart;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.LocalImage;
import dev.longshore.engine.docker.DockerEngine;
import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.engine.testing.FaultyEngine;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.ProjectName;
import dev.longshore.project.release.Image;
import dev.longshore.project.testing.InMemorySourceTree;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EngineTest
@Timeout(180)
class EngineImageBuilderTest {
    private static final ImageBuild API = Builds.of("api");

    private final EngineSandbox sandbox = new EngineSandbox();
    private final EnvironmentName environment = EnvironmentName.defaultOf(
            new ProjectName("test-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36)));
    private final EngineImageBuilder builder = builder(sandbox.engine(), environment, Clock.systemUTC());
    private final RecordedProgress progress = new RecordedProgress();
    private final List<Thread> builders = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void clean() {
        sandbox.close();
    }

    @Test
    void twoStagesBecomeAnImageWithTheRepositorysModesAndLinks() throws InterruptedException {
        InMemorySourceTree tree = api("""
                        FROM busybox:latest AS first
                        WORKDIR /work
                        COPY . .
                        RUN cat greeting > made && echo made it
                        FROM busybox:latest
                        COPY --from=first /work /app
                        CMD ["sh", "-c", "cat /app/made; cat /app/link; readlink /app/link; /app/run.sh; ls -a /app"]
                        """)
                .with("microservices/api/greeting", sandbox.name("greeting") + "\n")
                .withSymlink("microservices/api/link", "greeting")
                .withExecutable("microservices/api/run.sh", "#!/bin/sh\necho ran\n")
                .with("microservices/api/.dockerignore", "notes\n.dockerignore")
                .with("microservices/api/notes", "secret");

        Image image = available(build("api", tree));

        assertThat(progress.lines())
                .contains("api | Step 4/7 : RUN cat greeting > made && echo made it", "api | made it")
                .noneMatch(line -> line.contains("Running in") || line.contains("LABEL"));
        assertThat(progress.lines().get(progress.lines().size() - 1))
                .matches("build api sha256:[0-9a-f]{12}  \\d+\\.\\d MB");
        assertThat(run(image))
                .containsExactly(
                        sandbox.name("greeting"),
                        sandbox.name("greeting"),
                        "greeting",
                        "ran",
                        ".",
                        "..",
                        "Dockerfile",
                        "greeting",
                        "link",
                        "made",
                        "run.sh");
        assertThat(sandbox.engine()
                        .images()
                        .find(image.reference())
                        .orElseThrow()
                        .labels())
                .containsEntry("dev.longshore.environment", environment.value())
                .containsEntry("dev.longshore.microservice", "api");
    }

    @Test
    void dockerfileOutsideItsContextBuildsAndStaysOutOfTheImage() throws InterruptedException {
        InMemorySourceTree tree = InMemorySourceTree.of(Map.of(
                "docker/api.Dockerfile", "FROM busybox:latest\nCOPY . /app\nCMD [\"ls\", \"-A\", \"/app\"]\n",
                "app/file", "1"));
        ImageBuild build = Builds.of("api", "api", "app", "docker/api.Dockerfile");

        Image image = available(builder.build(planned("api", build), tree, progress));

        assertThat(run(image)).containsExactly("file");
    }

    @Test
    void unchangedStepsAreTakenFromTheCacheThoughFilesCarryTheTimeOfTheBuild() throws InterruptedException {
        String marker = sandbox.name("marker");
        InMemorySourceTree tree = api("FROM busybox:latest\nCOPY Dockerfile /" + marker + "\nRUN true\n");
        available(build("api", tree));

        EngineImageBuilder later =
                builder(sandbox.engine(), environment, Clock.offset(Clock.systemUTC(), Duration.ofDays(1)));
        later.build(planned("later", API), tree, progress);

        assertThat(progress.lines())
                .filteredOn(line -> line.startsWith("later |  ---> Using cache"))
                .hasSizeGreaterThan(1);
    }

    @Test
    void aRebuildRunsEveryStepAgainAndTheImageBeforeIsStillThere() throws InterruptedException {
        InMemorySourceTree tree =
                api("FROM busybox:latest\nRUN head -c 16 /dev/urandom > /" + sandbox.name("random") + "\n");
        Image first = available(build("api", tree));

        Image again = available(builder.build(planned("api", API).again(Bases.NONE), tree, progress));

        assertThat(progress.lines()).noneMatch(line -> line.contains("Using cache"));
        assertThat(again.id()).isNotEqualTo(first.id());
        assertThat(builder.has(first)).isTrue();
        sandbox.engine().images().remove(first.id());
        assertThat(builder.has(new Image(first.reference(), "sha256:" + "0".repeat(64))))
                .isFalse();
    }

    @Test
    void withoutARunTheImageIsMadeInProcessAndEqualFilesGiveTheSameOne() throws InterruptedException {
        InMemorySourceTree tree = api("FROM busybox:latest\nWORKDIR /app\nCOPY greeting .\nCMD cat greeting\n")
                .with("microservices/api/greeting", sandbox.name("hello") + "\n");

        Image image = available(build("api", tree));
        Image again = available(builder.build(planned("api", API).again(Bases.NONE), tree, progress));

        assertThat(run(image)).containsExactly(sandbox.name("hello"));
        assertThat(progress.lines())
                .containsSequence(
                        "build api in process",
                        "api | Step 1/4 : FROM busybox:latest",
                        "api | Step 2/4 : WORKDIR /app",
                        "api | Step 3/4 : COPY greeting .",
                        "api | Step 4/4 : CMD cat greeting")
                .anyMatch(line -> line.matches("build api sha256:[0-9a-f]{12}  2 layers, \\d\\.\\d kB new"));
        assertThat(sandbox.engine().images().find(image.id()).orElseThrow().labels())
                .containsEntry("dev.longshore.environment", environment.value())
                .containsEntry("dev.longshore.microservice", "api");
        assertThat(again).isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM BASE\nCMD cat /which\n",
                "FROM BASE\nRUN true\nCOPY Dockerfile /\nCMD cat /which\n",
                "FROM BASE\nCOPY . .\nRUN true\nCMD cat /which\n",
                "ARG X=BASE\nFROM \\\n  $X AS a\nCOPY . .\nRUN true\nFROM a\nCOPY --from=a which /that\nCMD cat /that\n",
                "FROM busybox:latest\nCOPY --from=BASE /which /which\nCMD cat /which\n"
            })
    void theImageThatAPlanNamesIsTheBaseWhateverItsTagMeansMeanwhile(String dockerfile) throws InterruptedException {
        String base = sandbox.image(sandbox.name("base") + ":latest");
        InMemorySourceTree tree = api(dockerfile.replace("BASE", base));
        LocalImage old = base(base, "old");
        sandbox.engine().images().tag(old.id(), sandbox.image(sandbox.name("old") + ":latest"));
        LocalImage now = base(base, "new");
        PlannedBuild plain = planned("api", API);

        Image pinned = available(builder.build(
                new PlannedBuild(
                        plain.microservice(),
                        API,
                        plain.reference(),
                        Decision.BUILD,
                        "first build",
                        List.of(new BaseUse(base, Optional.of(old.id())))),
                tree,
                progress));

        assertThat(run(pinned)).containsExactly("old");
        assertThat(sandbox.engine().images().find(base).orElseThrow().id()).isEqualTo(now.id());
    }

    @Test
    void theStoreOfBasesKnowsWhatNamesMeanAndAsksRegistriesThatMayNotAnswer() throws InterruptedException {
        String name = sandbox.image("localhost:1/" + sandbox.name("base") + ":1");
        LocalImage image = base(name, "x");
        Image own = available(build("api", api("FROM " + name + "\nONBUILD COPY . /\n")));
        BaseStore stranger =
                builder(sandbox.engine(), Builds.SHOP, Clock.systemUTC()).bases();
        BaseStore bases = builder.bases();
        PinnedBase base = bases.find(name).orElseThrow();

        assertThat(base.id()).isEqualTo(image.id());
        assertThat(base.hasTriggers()).isFalse();
        assertThat(bases.find(own.reference()).orElseThrow().hasTriggers()).isTrue();
        assertThat(stranger.find(own.reference())).isEmpty();
        assertThat(stranger.find(own.id())).isEmpty();
        assertThat(bases.pull(name, progress)).isEmpty();
        assertThat(bases.provide(base, progress)).isTrue();
        String gone = "sha256:" + "0".repeat(64);
        assertThat(bases.provide(new PinnedBase(name, gone, Optional.of(gone), false), progress))
                .isFalse();
    }

    /** An image in which {@code /which} tells what it is. */
    private LocalImage base(String name, String which) throws InterruptedException {
        PlannedBuild planned = new PlannedBuild("base", API, name, Decision.BUILD, "first build");
        builder.build(
                planned,
                api("FROM busybox:latest\nCOPY which /which\n").with("microservices/api/which", which + "\n"),
                progress);
        return sandbox.engine().images().find(name).orElseThrow();
    }

    @Test
    void whatFollowsTheLastRunIsAddedToAPrefixThatOnlyItsOwnFilesChange() throws InterruptedException {
        String dockerfile = """
                FROM busybox:latest
                ARG GREETING=hello
                WORKDIR /app
                COPY packages .
                RUN head -c 16 /dev/urandom | md5sum > installed
                ENV GREETING=$GREETING
                COPY . .
                ENTRYPOINT ["sh", "-c", "cat packages program installed; echo $GREETING; ls -A"]
                """;
        InMemorySourceTree first = api(dockerfile)
                .with("microservices/api/packages", sandbox.name("packages") + "\n")
                .with("microservices/api/program", "one\n");

        List<String> before = run(available(build("first", first)));
        List<String> edited = run(available(build("first", first.with("microservices/api/program", "two\n"))));
        List<String> updated = run(available(build("first", first.with("microservices/api/packages", "other\n"))));

        assertThat(before)
                .contains(sandbox.name("packages"), "one", "hello")
                .endsWith("Dockerfile", "installed", "packages", "program");
        assertThat(edited).hasSameSizeAs(before).contains("two").contains(before.get(2));
        assertThat(updated).contains("other", "one").doesNotContain(before.get(2));
        assertThat(progress.lines().stream()
                        .filter(line -> line.startsWith("build first "))
                        .toList())
                .containsSubsequence(
                        "build first by the engine through the RUN in line 5",
                        "build first in process after that",
                        "build first in process on cached prefix (RUN head -c 16 /dev/urandom | md5sum > … unchanged)",
                        "build first by the engine through the RUN in line 5",
                        "build first in process after that");
        assertThat(progress.lines())
                .containsSubsequence(
                        "first | Step 5/8 : RUN head -c 16 /dev/urandom | md5sum > installed",
                        "first | Step 6/8 : ENV GREETING=$GREETING");
    }

    @Test
    void filesOfAnotherStageAreTakenOutOfAnImageThatOnlyItsOwnFilesChange() throws InterruptedException {
        String dockerfile = """
                FROM busybox:latest AS tools
                COPY tools.txt .
                RUN head -c 16 /dev/urandom | md5sum > /tools
                FROM busybox:latest AS build
                COPY packages .
                RUN head -c 16 /dev/urandom | md5sum > /installed
                FROM busybox:latest
                COPY --from=tools /tools /app/
                COPY --from=build /installed /app/
                COPY program /app/
                CMD cat /app/*
                """;
        InMemorySourceTree first = api(dockerfile)
                .with("microservices/api/packages", sandbox.name("packages") + "\n")
                .with("microservices/api/tools.txt", sandbox.name("tools") + "\n")
                .with("microservices/api/program", "one\n");

        List<String> before = run(available(build("first", first)));
        Image edited = available(build("first", first.with("microservices/api/program", "two\n")));
        Image again = available(build("first", first.with("microservices/api/program", "two\n")));
        List<String> updated = run(available(build("first", first.with("microservices/api/packages", "other\n"))));

        assertThat(run(edited)).containsExactly(before.get(0), "two", before.get(2));
        assertThat(again).isEqualTo(edited);
        assertThat(updated.get(0)).isNotEqualTo(before.get(0));
        assertThat(updated.subList(1, 3)).isEqualTo(before.subList(1, 3));
        assertThat(progress.lines().stream()
                        .filter(line -> line.startsWith("build first ") && !line.contains("sha256:"))
                        .toList())
                .containsExactly(
                        "build first by the engine through the RUN in line 3",
                        "build first by the engine through the RUN in line 6",
                        "build first in process after that",
                        "build first in process on cached prefixes (RUN head -c 16 /dev/urandom | md5sum > …,"
                                + " RUN head -c 16 /dev/urandom | md5sum > … unchanged)",
                        "build first in process on cached prefixes (RUN head -c 16 /dev/urandom | md5sum > …,"
                                + " RUN head -c 16 /dev/urandom | md5sum > … unchanged)",
                        "build first by the engine through the RUN in line 6",
                        "build first in process after that");
        assertThat(progress.lines())
                .contains("first | Step 6/11 : RUN head -c 16 /dev/urandom | md5sum > /installed")
                .noneMatch(line -> line.contains("FROM scratch"));
    }

    @Test
    void aDockerfileThatIsCopiedBeforeTheLastRunIsWhole() throws InterruptedException {
        String dockerfile =
                "FROM busybox:latest\nCOPY Dockerfile /\nRUN true\nCOPY file /\nCMD [\"cat\", \"/Dockerfile\"]\n";

        Image image = available(build("api", api(dockerfile).with("microservices/api/file", sandbox.name("file"))));

        assertThat(run(image))
                .containsExactly(
                        dockerfile.split("\n", -1)[0],
                        "COPY Dockerfile /",
                        "RUN true",
                        "COPY file /",
                        "CMD [\"cat\", \"/Dockerfile\"]");
    }

    @Test
    void theLogSaysWhyTheEngineBuildsWhatNothingElseCan() throws InterruptedException {
        available(build("all", api("FROM busybox:latest\nCOPY . /app\nRUN true\nCOPY Dockerfile /\n")));
        available(build("run", api("FROM busybox:latest\nRUN true\n")));
        available(build("from", api("FROM busybox:latest\nCOPY --from=busybox:latest /etc /copied\n")));

        assertThat(progress.lines())
                .contains(
                        "build all by the engine: RUN in line 3 comes after a COPY of all files",
                        "build run by the engine: RUN in line 2",
                        "build from by the engine: the engine shows files of its own in /etc");
    }

    @Test
    void aBuildThatTheEngineLosesALayerUnderBeginsAgain() throws InterruptedException {
        InMemorySourceTree tree = api("FROM busybox:latest\nRUN echo " + sandbox.name("again") + "\n");
        try (FaultyEngine faulty = FaultyEngine.before(
                        EngineAddress.fromEnvironment(System.getenv()), directory.resolve("engine.sock"));
                Engine engine = DockerEngine.connect(faulty.address(), DockerEngine.DEFAULT_PATIENCE)) {
            faulty.failBuild("getting top layer info: layer not known");

            available(builder(engine, environment, Clock.systemUTC()).build(planned("api", API), tree, progress));
        }

        assertThat(progress.lines())
                .contains("api | The engine has lost a layer of its cache meanwhile; the build begins again.");
    }

    @Test
    void failedCommandIsReportedWithTheDockerfilesLine() throws InterruptedException {
        InMemorySourceTree tree = api("FROM busybox:latest\n\n# why not\nRUN echo trying && \\\n  exit 3\n");

        assertThat(failure(build("api", tree)))
                .matches("api: step 2/2 \"RUN echo trying && exit 3\" ended with exit code 3"
                        + " \\(microservices/api/Dockerfile:4\\)");
        assertThat(progress.lines()).contains("api | trying");
    }

    @Test
    void mistakeInTheDockerfileIsReportedWithItsLine() throws InterruptedException {
        assertThat(failure(build("api", api("FROM busybox:latest\nRUNN true\n"))))
                .isEqualTo("api: microservices/api/Dockerfile:2:1: unknown instruction RUNN; did you mean \"RUN\"?");
        assertThat(failure(build("api", api("\nFROM Busybox\n"))))
                .isEqualTo("api: microservices/api/Dockerfile:2: \"Busybox\" is not an image reference such as"
                        + " redis:7-alpine");
        assertThat(failure(build("api", api("FROM busybox:latest\nCOPY missing /\n"))))
                .startsWith("api: step 2/2 \"COPY missing /\" failed: file not found in build context")
                .endsWith("(microservices/api/Dockerfile:2)");
    }

    @Test
    void contextThatCantBeSentIsTheReason() throws InterruptedException {
        InMemorySourceTree pointer = api("FROM busybox:latest\nCOPY . /\n")
                .with("microservices/api/model", "version https://git-lfs.github.com/spec/v1\n");

        assertThat(failure(build("api", pointer))).startsWith("api: microservices/api/model is a Git LFS pointer");
        assertThat(failure(build("api", InMemorySourceTree.EMPTY)))
                .isEqualTo("api: the build context microservices/api is not a directory of the repository");
    }

    @Test
    void twoBuildsRunAtTheSameTimeAndAreHeardWhileTheyRun() throws InterruptedException {
        RecordedProgress other = new RecordedProgress();
        CompletableFuture<BuildOutcome> first = start("first", progress);
        CompletableFuture<BuildOutcome> second = start("second", other);

        awaitLine(progress.queue(), "first | waiting");
        awaitLine(other.queue(), "second | waiting");
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        builders.forEach(Thread::interrupt);

        assertThat(first).failsWithin(Duration.ofSeconds(20));
        assertThat(second).failsWithin(Duration.ofSeconds(20));
    }

    private static EngineImageBuilder builder(Engine engine, EnvironmentName environment, Clock clock) {
        return new EngineImageBuilder(
                engine, environment, BuildSandbox.OF_ENGINE, new InProcessBuilder(engine.images()), clock);
    }

    private CompletableFuture<BuildOutcome> start(String name, RecordedProgress lines) {
        CompletableFuture<BuildOutcome> outcome = new CompletableFuture<>();
        InMemorySourceTree tree =
                api("FROM busybox:latest\nRUN echo waiting; sleep 600 # " + sandbox.name(name) + "\n");
        Thread thread = new Thread(() -> {
            try {
                outcome.complete(builder.build(planned(name, API), tree, lines));
            } catch (InterruptedException e) {
                outcome.completeExceptionally(e);
            }
        });
        builders.add(thread);
        thread.start();
        return outcome;
    }

    private static void awaitLine(BlockingQueue<String> lines, String wanted) throws InterruptedException {
        String line = "";
        while (!wanted.equals(line)) {
            line = lines.poll(60, TimeUnit.SECONDS);
            assertThat(line).isNotNull();
        }
    }

    @Test
    void readyMadeImageIsFoundAndAMissingOneExplained() throws InterruptedException {
        LocalImage busybox =
                sandbox.engine().images().find(EngineSandbox.BUSYBOX).orElseThrow();

        assertThat(available(builder.provide("web", WantedImage.of(EngineSandbox.BUSYBOX), progress)))
                .isEqualTo(new Image(EngineSandbox.BUSYBOX, busybox.id()));
        assertThat(progress.lines()).isEmpty();
        assertThat(failure(builder.provide("web", WantedImage.of("longshore.invalid/nothing:1"), progress)))
                .isEqualTo("web: there is no image longshore.invalid/nothing:1: it isn't on the engine and its registry"
                        + " can't be reached; check its name, or bring it with: docker pull"
                        + " longshore.invalid/nothing:1");
        assertThat(failure(builder.provide("web", WantedImage.of("No Such Image"), progress)))
                .isEqualTo("web: \"No Such Image\" is not an image reference such as redis:7-alpine");
    }

    @Test
    void anotherEnvironmentsImageIsRefusedByNameAndById() throws InterruptedException {
        Image image = available(build("api", api("FROM busybox:latest\nLABEL of=" + sandbox.name("x") + "\n")));
        EngineImageBuilder stranger = builder(sandbox.engine(), Builds.SHOP, Clock.systemUTC());

        assertThat(builder.provide("api", WantedImage.of(image.reference()), progress))
                .isEqualTo(new Available(image));
        for (String name : List.of(image.reference(), image.id(), image.shortId())) {
            assertThat(failure(stranger.provide("web", WantedImage.of(name), progress)))
                    .isEqualTo("web: image " + name + " belongs to another environment, whose images are its own");
        }
        assertThat(failure(stranger.provide("web", WantedImage.of("longshore/shop/web:0"), progress)))
                .startsWith("web: its image longshore/shop/web:0 is no longer on the engine");
    }

    @Test
    void anotherEnvironmentsImageIsRefusedInADockerfileHoweverItIsNamed() throws InterruptedException {
        Image image = available(build("api", api("FROM busybox:latest\nLABEL of=" + sandbox.name("x") + "\n")));
        EngineImageBuilder stranger = builder(sandbox.engine(), Builds.SHOP, Clock.systemUTC());
        String repository = image.reference().substring(0, image.reference().lastIndexOf(':'));

        for (String dockerfile : List.of(
                "FROM busybox:latest\nFROM " + image.reference(),
                "FROM busybox:latest\nFROM " + repository + "@sha256:" + "0".repeat(64),
                "FROM busybox:latest\nFROM " + image.id(),
                "FROM busybox:latest\nFROM " + image.id().substring("sha256:".length()),
                "FROM busybox:latest\nFROM " + image.shortId(),
                "ARG ID=" + image.shortId() + "\nFROM ${ID}",
                "FROM busybox:latest\nCOPY --from=" + image.shortId() + " /bin/busybox /",
                "FROM busybox:latest\nRUN --mount=from=" + image.shortId() + ",target=/x true")) {
            assertThat(failure(stranger.build(planned("web", API), api(dockerfile + "\n"), progress)))
                    .as(dockerfile)
                    .isEqualTo("web: microservices/api/Dockerfile:2: an image of another environment can't be used");
            assertThat(failure(stranger.build(planned("web", API), api("# x\n" + dockerfile), progress)))
                    .contains("Dockerfile:3: ");
        }
        available(builder.build(planned("own", API), api("FROM " + image.shortId() + "\n"), progress));
    }

    @Test
    void dockerfileThatIsNoPersonsIsRefused() throws InterruptedException {
        assertThat(failure(build("api", api("FROM busybox:latest\n# " + "x".repeat(1024 * 1024)))))
                .isEqualTo("api: microservices/api/Dockerfile is larger than 1 MiB, which no Dockerfile needs");
    }

    private BuildOutcome build(String name, InMemorySourceTree tree) throws InterruptedException {
        return builder.build(planned(name, API), tree, progress);
    }

    private PlannedBuild planned(String name, ImageBuild build) {
        String reference = sandbox.image("longshore/" + environment.value() + "/" + name + ":1");
        return new PlannedBuild(name, build, reference, Decision.BUILD, "first build");
    }

    private static InMemorySourceTree api(String dockerfile) {
        return InMemorySourceTree.EMPTY.with("microservices/api/Dockerfile", dockerfile);
    }

    private List<String> run(Image image) {
        return sandbox.outputOf(sandbox.run(new ContainerSpec(
                sandbox.name("run-" + image.shortId()),
                image.id(),
                ContainerSpec.Program.OF_IMAGE,
                sandbox.labels(),
                ContainerSpec.Attached.to(new Attachment("none", Optional.empty(), List.of())),
                List.of(),
                Limits.NONE,
                Restart.NEVER,
                Hardening.DEFAULT)));
    }

    private static Image available(BuildOutcome outcome) {
        assertThat(outcome).isInstanceOf(Available.class);
        return ((Available) outcome).image();
    }

    private static String failure(BuildOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return ((Failed) outcome).reason();
    }
}
