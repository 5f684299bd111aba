package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildOutcome.Available;
import dev.longshore.builder.PlannedBuild.Decision;
import dev.longshore.builder.inprocess.InProcessBuilder;
import dev.longshore.builder.stock.BuiltImage;
import dev.longshore.builder.stock.ImageStock;
import dev.longshore.builder.stock.Needed;
import dev.longshore.builder.stock.Surplus;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.Images;
import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.ProjectName;
import dev.longshore.project.release.Image;
import dev.longshore.project.testing.InMemorySourceTree;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@EngineTest
@Timeout(180)
class EngineImageStockTest {
    private static final String PREFIXED = """
            FROM busybox:latest
            RUN echo prepared > /prepared
            COPY program /program
            CMD ["sleep", "600"]
            """;
    private static final String BY_THE_ENGINE = """
            FROM busybox:latest
            COPY program /program
            RUN cp /program /copy
            """;

    private final EngineSandbox sandbox = new EngineSandbox();
    private final Images images = sandbox.engine().images();
    private final EnvironmentName environment = EnvironmentName.defaultOf(
            new ProjectName("test-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36)));
    private final EngineImageBuilder builder = new EngineImageBuilder(
            sandbox.engine(), environment, BuildSandbox.OF_ENGINE, new InProcessBuilder(images), Clock.systemUTC());
    private final ImageStock stock = new EngineImageStock(images);

    @AfterEach
    void clean() {
        for (BuiltImage image : stock.of(environment)) {
            image.names().forEach(sandbox::image);
            sandbox.image(image.id());
        }
        sandbox.close();
    }

    @Test
    void aPrefixGoesWithTheLastImageThatWasPutOnIt() throws InterruptedException {
        Image first = build("a1", PREFIXED, "one");
        Image second = build("a2", PREFIXED, "two");
        assertThat(names()).hasSize(3);

        removeAllBut(Set.of(second.reference()));

        assertThat(images.find(first.id())).isEmpty();
        assertThat(images.find(second.reference())).isPresent();
        assertThat(names()).hasSize(2).anyMatch(name -> name.contains(":prefix-"));
        build("a3", PREFIXED, "three");
        removeAllBut(Set.of(repository() + "a3"));
        assertThat(names()).hasSize(2).anyMatch(name -> name.contains(":prefix-"));

        removeAllBut(Set.of());

        assertThat(stock.of(environment)).isEmpty();
    }

    @Test
    void whatARebuildHasReplacedIsKnownWithoutAName() throws InterruptedException {
        Image first = build("a1", BY_THE_ENGINE.replace("cp /program", "head -c 16 /dev/urandom >"), "one");
        Image again = build("a1", BY_THE_ENGINE.replace("cp /program", "head -c 17 /dev/urandom >"), "one");
        assertThat(again.id()).isNotEqualTo(first.id());

        removeAllBut(Set.of(again.reference()));

        assertThat(images.find(first.id())).isEmpty();
        assertThat(images.find(again.id())).isPresent();
    }

    @Test
    void theEnginesStepsOnTheWayToAnImageGoWithIt() throws InterruptedException {
        String program = sandbox.name("one");
        build("a1", BY_THE_ENGINE, program);
        assertThat(linesOf("a2", program)).anyMatch(line -> line.contains("Using cache"));

        removeAllBut(Set.of());

        assertThat(linesOf("a3", program)).noneMatch(line -> line.contains("Using cache"));
    }

    @Test
    void theImageOfAContainerStays() throws InterruptedException {
        Image image = build("a1", PREFIXED, "one");
        sandbox.run(new ContainerSpec(
                sandbox.name("user"),
                image.id(),
                ContainerSpec.Program.OF_IMAGE,
                sandbox.labels(),
                ContainerSpec.Attached.to(new ContainerSpec.Attachment("none", Optional.empty(), List.of())),
                List.of(),
                ContainerSpec.Limits.NONE,
                ContainerSpec.Restart.NEVER,
                ContainerSpec.Hardening.DEFAULT));

        removeAllBut(Set.of());

        assertThat(images.find(image.reference())).isPresent();
    }

    @Test
    void anImageThatSomebodyHasNamedStays() throws InterruptedException {
        Image image = build("a1", BY_THE_ENGINE, "one");
        images.tag(image.id(), sandbox.image(sandbox.name("mine") + ":1"));

        removeAllBut(Set.of());

        assertThat(images.find(sandbox.image(image.reference()))).isPresent();
    }

    private List<String> linesOf(String hash, String program) throws InterruptedException {
        RecordedProgress progress = new RecordedProgress();
        builder.build(planned(hash), tree(BY_THE_ENGINE, program), progress);
        return progress.lines();
    }

    private void removeAllBut(Set<String> needed) {
        Needed all = new Needed(Set.of(), needed, needed, Instant.MAX);
        Surplus.of(stock.of(environment), all).forEach(stock::remove);
    }

    private List<String> names() {
        return stock.of(environment).stream()
                .map(BuiltImage::names)
                .map(names -> names.get(0))
                .toList();
    }

    private Image build(String hash, String dockerfile, String program) throws InterruptedException {
        BuildOutcome outcome = builder.build(planned(hash), tree(dockerfile, program), new RecordedProgress());
        assertThat(outcome).isInstanceOf(Available.class);
        return ((Available) outcome).image();
    }

    private PlannedBuild planned(String hash) {
        return new PlannedBuild("api", Builds.of("api"), repository() + hash, Decision.BUILD, "first build");
    }

    private String repository() {
        return "longshore/" + environment.value() + "/api:";
    }

    private static InMemorySourceTree tree(String dockerfile, String program) {
        return InMemorySourceTree.EMPTY
                .with("microservices/api/Dockerfile", dockerfile)
                .with("microservices/api/program", program + "\n");
    }
}
