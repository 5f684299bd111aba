package dev.longshore.builder.same;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildOutcome;
import dev.longshore.builder.BuildOutcome.Available;
import dev.longshore.builder.BuildOutcome.Failed;
import dev.longshore.builder.BuildSandbox;
import dev.longshore.builder.Builds;
import dev.longshore.builder.EngineImageBuilder;
import dev.longshore.builder.ImageBuilder;
import dev.longshore.builder.PlannedBuild;
import dev.longshore.builder.PlannedBuild.Decision;
import dev.longshore.builder.RecordedProgress;
import dev.longshore.builder.inprocess.InProcessBuilder;
import dev.longshore.builder.same.BuildResult.Made;
import dev.longshore.builder.same.BuildResult.Refused;
import dev.longshore.engine.ImageBuildException;
import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whichever way Longshore makes an image in, it is the one that Docker's own builder makes. */
@EngineTest
@Tag("docker-builder")
@Timeout(180)
class SameImageTest {
    private static final EngineSandbox SANDBOX = new EngineSandbox();
    private static final EngineBuilds ENGINE_BUILDS =
            new EngineBuilds(SANDBOX.engine().images());
    private static final Bases BASES = new Bases();
    private static final String BY_ENGINE = SANDBOX.name("by-engine") + ":1";
    private static final String BY_BUILDER = SANDBOX.name("by-builder") + ":1";

    private final ImageBuilder builder = new EngineImageBuilder(
            SANDBOX.engine(),
            Builds.SHOP,
            BuildSandbox.OF_ENGINE,
            new InProcessBuilder(SANDBOX.engine().images()),
            Clock.systemUTC());
    private final RecordedProgress progress = new RecordedProgress();

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeBases() throws IOException {
        BASES.make(SANDBOX, ENGINE_BUILDS);
    }

    @AfterEach
    void removeImages() {
        // Under their names only the last ones would be found at the end.
        SANDBOX.engine().images().remove(BY_ENGINE);
        SANDBOX.engine().images().remove(BY_BUILDER);
    }

    @AfterAll
    static void clean() {
        SANDBOX.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void containersCantTellItFromTheEngines(BuildCase wanted) throws IOException, InterruptedException {
        BuildResult byEngine = byEngine(wanted);
        BuildResult byBuilder = byBuilder(wanted);

        assertThat(byEngine)
                .as("what the engine makes of it")
                .isInstanceOf(wanted.isRefused() ? Refused.class : Made.class);
        if (byEngine instanceof Made engines) {
            assertThat(byBuilder).isInstanceOf(Made.class);
            assertThat(engines.image().differences(((Made) byBuilder).image())).isEmpty();
            assertThat(Way.of(progress.lines())).contains(wanted.way());
        } else {
            assertThat(byBuilder).isInstanceOf(Refused.class);
        }
    }

    @Test
    void anEditThatKeepsTheSizeGivesAnotherImage() throws IOException, InterruptedException {
        BuildCase before =
                BuildCase.ofDockerfile("before", "FROM {base}\nCOPY . /new\n").with("a.txt", "one\n");
        BuildCase after = before.with("a.txt", "two\n");

        BuildResult first = byBuilder(before);
        BuildResult second = byBuilder(after);

        ImageContents made = ((Made) second).image();
        assertThat(((Made) first).image().differences(made))
                .singleElement()
                .asString()
                .startsWith("/new/a.txt: content is ");
        assertThat(((Made) byEngine(after)).image().differences(made)).isEmpty();
    }

    static Stream<BuildCase> corpus() {
        return Stream.of(
                        OwnerCases.all(),
                        StageCases.all(),
                        SettingCases.all(),
                        SourceCases.all(),
                        ArchiveCases.all(),
                        DestinationCases.all(),
                        SplitCases.all(),
                        DirectoryCases.all())
                .flatMap(cases -> cases);
    }

    private BuildResult byEngine(BuildCase wanted) throws IOException {
        try {
            return made(ENGINE_BUILDS.build(wanted, BASES, BY_ENGINE).id());
        } catch (ImageBuildException e) {
            return new Refused(e.getMessage());
        }
    }

    private BuildResult byBuilder(BuildCase wanted) throws IOException, InterruptedException {
        PlannedBuild planned = new PlannedBuild("api", wanted.build(), BY_BUILDER, Decision.BUILD, "first build");
        BuildOutcome outcome = builder.build(planned, wanted.tree(BASES), progress);
        return outcome instanceof Available available
                ? made(available.image().id())
                : new Refused(((Failed) outcome).reason());
    }

    private Made made(String image) throws IOException {
        Path archive = directory.resolve("image.tar");
        try (OutputStream out = Files.newOutputStream(archive)) {
            SANDBOX.engine().images().export(image, out);
        }
        try (InputStream in = Files.newInputStream(archive)) {
            return new Made(ImageContents.read(in));
        }
    }
}
