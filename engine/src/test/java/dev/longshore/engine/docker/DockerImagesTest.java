package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.BuildLimits;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageBuildException;
import dev.longshore.engine.Images;
import dev.longshore.engine.Images.Build;
import dev.longshore.engine.LocalImage;
import dev.longshore.engine.Networks.Network;
import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.engine.testing.TestTar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@EngineTest
@Timeout(180)
class DockerImagesTest {
    private final EngineSandbox sandbox = new EngineSandbox();
    private final Images images = sandbox.engine().images();

    @AfterEach
    void clean() {
        sandbox.close();
    }

    @Test
    void buildPassesItsLinesOnAndGivesTheImage() {
        List<String> lines = new ArrayList<>();
        Build build = build("built", Map.of("GREETING", "hello"));

        LocalImage image = images.build(
                build,
                context(
                        "FROM busybox:latest\nARG GREETING\nEXPOSE 8080 53/udp\nVOLUME /data\nRUN echo $GREETING from the build\n"),
                lines::add);

        assertThat(lines)
                .contains("hello from the build")
                .anyMatch(line -> line.matches("Step (1\\.5|5/6) : RUN echo.*"));
        assertThat(image.id()).startsWith("sha256:").hasSize(71);
        assertThat(image.sizeBytes()).isPositive();
        assertThat(image.exposedPorts()).containsExactly(8080);
        assertThat(image.volumes()).containsExactly("/data");
        assertThat(image.labels()).containsAllEntriesOf(sandbox.labels());
        assertThat(images.find(build.reference())).contains(image);
    }

    @Test
    void linesOfABuildComeBeforeItsEnd() throws InterruptedException {
        BlockingQueue<String> seen = new ArrayBlockingQueue<>(100);
        BlockingQueue<Throwable> ended = new ArrayBlockingQueue<>(1);
        Build build = build("endless", Map.of());
        Thread builder = new Thread(() -> {
            try {
                images.build(build, context("FROM busybox:latest\nRUN echo begun; sleep 600\n"), seen::add);
            } catch (RuntimeException e) {
                ended.add(e);
            }
        });
        builder.start();

        while (!"begun".equals(seen.poll(60, TimeUnit.SECONDS))) {
            assertThat(ended).isEmpty();
        }
        builder.interrupt();

        assertThat(ended.poll(20, TimeUnit.SECONDS)).hasMessageContaining("interrupted");
        Awaiting.until(() -> images.find(build.reference()).isEmpty());
    }

    @Test
    void stepsRunInTheNetworkThatTheBuildNames() {
        Network network = sandbox.network("builds");
        List<String> lines = new ArrayList<>();

        images.build(
                new Build(
                        "Dockerfile",
                        sandbox.image(sandbox.name("networked") + ":1"),
                        Map.of(),
                        sandbox.labels(),
                        false,
                        Optional.of(network.name()),
                        BuildLimits.NONE),
                context("FROM busybox:latest\nRUN ip -4 -o addr\n"),
                lines::add);

        String gateway = EngineSandbox.address(network, 1);
        assertThat(lines).anyMatch(line -> line.contains(gateway.substring(0, gateway.lastIndexOf('.') + 1)));
    }

    @Test
    void failedStepIsTheReason() {
        assertThatThrownBy(() -> images.build(
                        build("failing", Map.of()), context("FROM busybox:latest\nRUN exit 3\n"), line -> {}))
                .isInstanceOf(ImageBuildException.class)
                .hasMessageContaining("returned a non-zero code: 3");
    }

    @Test
    void dockerfileThatIsNoneIsTheReason() {
        assertThatThrownBy(() -> images.build(
                        build("broken", Map.of()), context("FROM busybox:latest\nRUNN true\n"), line -> {}))
                .isInstanceOf(ImageBuildException.class)
                // Podman puts the word in quotes, and more behind it.
                .hasMessageMatching("(?is).*unknown instruction: \"?RUNN\\b.*");
    }

    @Test
    void contextThatBreaksOffIsNotTakenForTheEnginesFault() {
        InputStream broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("the object store is gone");
            }
        };

        assertThatThrownBy(() -> images.build(build("cut", Map.of()), broken, line -> {}))
                .isInstanceOf(EngineException.class)
                .hasMessage("the build context ended early: the object store is gone");
    }

    @Test
    void consumerThatFailsEndsTheBuild() {
        assertThatThrownBy(() -> images.build(
                        build("unheard", Map.of()),
                        context("FROM busybox:latest\nRUN echo begun; sleep 600\n"),
                        line -> {
                            throw new IllegalStateException("nobody listens");
                        }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void imageThatNobodyHasSaysSo() {
        assertThatThrownBy(() -> images.pull("longshore.invalid/nothing:1", line -> {}))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("the engine can't fetch image longshore.invalid/nothing:1: ")
                .hasMessageNotContaining("{");
        assertThat(images.find("longshore.invalid/nothing:1")).isEmpty();
    }

    @Test
    void imageGetsAndLosesASecondName() {
        LocalImage busybox = images.find(EngineSandbox.BUSYBOX).orElseThrow();
        String name = sandbox.name("second") + ":1";

        images.tag(busybox.id(), name);
        assertThat(images.find(name)).map(LocalImage::id).contains(busybox.id());
        images.remove(name);
        images.remove(name);

        assertThat(images.find(name)).isEmpty();
        assertThat(images.find(busybox.id())).contains(busybox);
    }

    @Test
    void exportedImageIsItsLayersWithItsConfiguration() throws IOException {
        LocalImage busybox = images.find(EngineSandbox.BUSYBOX).orElseThrow();
        ByteArrayOutputStream tar = new ByteArrayOutputStream();

        images.export(busybox.id(), tar);

        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream entries = new TarArchiveInputStream(new ByteArrayInputStream(tar.toByteArray()))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names)
                .contains("manifest.json", busybox.id().substring("sha256:".length()) + ".json")
                .anyMatch(name -> name.endsWith(".tar"));
    }

    @Test
    void exportOfAnImageThatIsMissingSaysSo() {
        assertThatThrownBy(() -> images.export("longshore.invalid/nothing:1", OutputStream.nullOutputStream()))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("the engine can't read image longshore.invalid/nothing:1: ");
    }

    @Test
    void stepThatWantsMoreMemoryThanItsLimitIsKilled() {
        Build build = limited("greedy", new BuildLimits(Optional.of(64L << 20), Optional.empty()));

        assertThatThrownBy(() -> images.build(
                        build,
                        context("FROM busybox:latest\nRUN head -c 200000000 /dev/zero | tail -n 1 >/dev/null\n"),
                        line -> {}))
                .isInstanceOf(ImageBuildException.class)
                .hasMessageEndingWith("returned a non-zero code: 137");
    }

    @Test
    void stepsGetAShareOfTheProcessorsAndNoMore() {
        List<String> lines = new ArrayList<>();

        images.build(
                limited("slow", new BuildLimits(Optional.empty(), Optional.of(0.5))),
                context("FROM busybox:latest\nRUN cd /sys/fs/cgroup; if [ -f cpu.max ]; then cat cpu.max cpu.weight;"
                        + " else cat cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us cpu/cpu.shares; fi\n"),
                lines::add);

        // Without a weight of its own a step has 1024, or 100 in the second version of control groups.
        assertThat(String.join(" ", lines)).containsPattern("\\b50000 100000 (256|\\d{1,2})\\b");
    }

    private Build limited(String name, BuildLimits limits) {
        return new Build(
                "Dockerfile",
                sandbox.image(sandbox.name(name) + ":1"),
                Map.of(),
                sandbox.labels(),
                false,
                Optional.empty(),
                limits);
    }

    @Test
    void volumesAreMeasuredWhileImagesComeAndGo() {
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 5; i++) {
                Build build = build("passing-" + i, Map.of());
                images.build(build, context("FROM busybox:latest\nLABEL number=" + i + "\nENV A=b\n"), line -> {});
                images.remove(build.reference());
            }
        });

        do {
            assertThat(sandbox.engine().volumes().sizes()).isNotNull();
        } while (!others.isDone());
        others.join();
    }

    private Build build(String name, Map<String, String> arguments) {
        return new Build("Dockerfile", sandbox.image(sandbox.name(name) + ":1"), arguments, sandbox.labels());
    }

    private static InputStream context(String dockerfile) {
        return new ByteArrayInputStream(
                new TestTar().file("Dockerfile", dockerfile).bytes());
    }
}
