package dev.longshore.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.sun.management.ThreadMXBean;
import dev.longshore.engine.Composition;
import dev.longshore.engine.Composition.Layer;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.ContainerSpec.Attached;
import dev.longshore.engine.ContainerSpec.Attachment;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageConfig;
import dev.longshore.engine.ImageConfig.HealthCheck;
import dev.longshore.engine.Images;
import dev.longshore.engine.LocalImage;
import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.engine.testing.FaultyEngine;
import dev.longshore.engine.testing.TestTar;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images that are given to the engine, not built by it. */
@EngineTest
@Timeout(180)
class ImageCompositionTest {
    private static final int MEGABYTE = 1 << 20;

    private final EngineSandbox sandbox = new EngineSandbox();
    private final Images images = sandbox.engine().images();
    private final Optional<String> busybox =
            Optional.of(images.find(EngineSandbox.BUSYBOX).orElseThrow().id());

    @TempDir
    private Path directory;

    @AfterEach
    void clean() {
        sandbox.close();
    }

    @Test
    void layersOnABaseRunAsTheConfigurationSays() {
        ImageConfig config = shell("echo $GREETING; pwd; id -u; cat hello.txt lower.txt")
                .withEnv(List.of("PATH=/bin", "GREETING=good morning"))
                .withUser(Optional.of("1000"))
                .withWorkdir(Optional.of("/srv"));
        Layer lower = new TestTar()
                .directory("srv")
                .file("srv/hello.txt", "overwritten\n")
                .file("srv/lower.txt", "from below\n")
                .layer(directory);
        Layer upper = new TestTar().file("srv/hello.txt", "hello\n").layer(directory);

        LocalImage image = images.compose(new Composition(busybox, config, List.of(lower, upper), name("page")));

        assertThat(image.id()).matches("sha256:[0-9a-f]{64}");
        assertThat(images.find(name("page"))).contains(image);
        assertThat(outputOf(image)).containsExactly("good morning", "/srv", "1000", "hello", "from below");
    }

    @Test
    void theSameCompositionIsTheSameImage() {
        Layer layer = new TestTar().file("hello.txt", "hello\n").layer(directory);
        Layer again = new TestTar().file("hello.txt", "hello\n").layer(directory);
        ImageConfig config = shell("true").withLabels(Map.of("b", "2", "a", "1", "c", "3"));
        ImageConfig sameConfig = shell("true").withLabels(Map.of("c", "3", "a", "1", "b", "2"));

        LocalImage first = images.compose(new Composition(busybox, config, List.of(layer), name("first")));
        LocalImage second = images.compose(new Composition(busybox, sameConfig, List.of(again), name("second")));
        LocalImage other = images.compose(new Composition(busybox, shell("false"), List.of(layer), name("other")));

        assertThat(second.id()).isEqualTo(first.id()).isNotEqualTo(other.id());
    }

    @Test
    void withoutLayersAnImageIsItsBaseWithAnotherConfiguration() {
        LocalImage image =
                images.compose(new Composition(busybox, shell("echo configured"), List.of(), name("configured")));

        assertThat(outputOf(image)).containsExactly("configured");
    }

    @Test
    void aComposedImageIsABaseAsEveryOther() {
        Layer below = new TestTar().file("below.txt", "below\n").layer(directory);
        Layer above = new TestTar().file("above.txt", "above\n").layer(directory);
        LocalImage base = images.compose(new Composition(busybox, shell("true"), List.of(below), name("base")));

        LocalImage image = images.compose(new Composition(
                Optional.of(base.id()), shell("cat /below.txt /above.txt"), List.of(above), name("derived")));

        assertThat(outputOf(image)).containsExactly("below", "above");
    }

    @Test
    void anImageFromScratchHasItsLayersAlone() {
        Layer layer = new TestTar()
                .directory("data")
                .file("data/hello.txt", "hello\n")
                .layer(directory);

        LocalImage image = images.compose(new Composition(
                Optional.empty(),
                ImageConfig.NONE.withCmd(Optional.of(List.of("/none"))),
                List.of(layer),
                name("scratch")));

        assertThat(images.files(image.id())).satisfies(files -> {
            try (files) {
                assertThat(files.read("/data/hello.txt", 10)).contains("hello\n".getBytes(UTF_8));
                assertThat(files.find("/bin")).isEmpty();
            }
        });
    }

    @Test
    void theSameLayerMayComeTwice() {
        Layer layer = new TestTar().file("hello.txt", "hello\n").layer(directory);

        LocalImage image = images.compose(
                new Composition(busybox, shell("cat /hello.txt"), List.of(layer, layer), name("doubled")));

        assertThat(outputOf(image)).containsExactly("hello");
    }

    @Test
    void whatAnImageIsGivenItTells() {
        ImageConfig config = new ImageConfig(
                Optional.of("1000:1000"),
                List.of("80/tcp", "53/udp"),
                List.of("B=1", "A=two words"),
                Optional.of(List.of("/bin/sh", "-c")),
                Optional.of(List.of("true")),
                List.of("/data", "/cache"),
                Optional.of("/srv/app"),
                Map.of("a", "1", "b", ""),
                Optional.of("SIGQUIT"),
                Optional.of(new HealthCheck(
                        List.of("CMD-SHELL", "wget -q localhost"),
                        Optional.of(Duration.ofSeconds(5)),
                        Optional.of(Duration.ofMillis(1500)),
                        Optional.of(Duration.ofMinutes(1)),
                        Optional.empty(),
                        4)),
                Optional.of(List.of("/bin/sh", "-ec")),
                List.of("RUN echo derived"),
                Optional.of("somebody"));

        LocalImage image = images.compose(new Composition(busybox, config, List.of(), name("told")));

        assertThat(images.config(image.id())).isEqualTo(config);
        assertThat(images.config(name("told"))).isEqualTo(config);
    }

    @Test
    void noEntrypointDiffersFromNoneSaid() {
        ImageConfig config = ImageConfig.NONE.withEntrypoint(Optional.of(List.of()));

        LocalImage image = images.compose(new Composition(busybox, config, List.of(), name("none")));

        assertThat(images.config(image.id())).isEqualTo(config).isNotEqualTo(ImageConfig.NONE);
    }

    @Test
    void everyLayerHasALineOfHistory() throws IOException {
        Layer layer = new TestTar().file("hello.txt", "hello\n").layer(directory);
        LocalImage base = images.compose(new Composition(Optional.empty(), shell("true"), List.of(layer), name("one")));
        Layer above = new Layer(layer.diffId(), layer.bytes(), layer.content(), "COPY . .");

        LocalImage image = images.compose(
                new Composition(Optional.of(base.id()), shell("true"), List.of(layer, above), name("three")));

        assertThat(history(image)).containsExactly("COPY . .", "a test", "base");
    }

    @Test
    void aLayerThatIsNotWhatItsDigestSaysIsRefused() {
        Layer layer = new TestTar().file("hello.txt", "hello\n").layer(directory);
        Layer other = new TestTar().file("other.txt", "other\n").layer(directory);
        Layer wrong = new Layer(other.diffId(), layer.bytes(), layer.content(), "a test");

        assertThatThrownBy(() -> images.compose(new Composition(busybox, shell("true"), List.of(wrong), name("wrong"))))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("the engine can't take in image " + name("wrong") + ": ")
                .hasMessageContaining("expected")
                .hasMessageNotContaining("index.json")
                .hasMessageContaining(other.diffId());
        assertThat(images.find(name("wrong"))).isEmpty();
    }

    @Test
    void aLayerThatIsGoneIsNamed() {
        Path gone = directory.resolve("gone.tar");
        Layer layer = new Layer("sha256:" + "0".repeat(64), 1, () -> Files.newInputStream(gone), "a test");

        assertThatThrownBy(() -> images.compose(new Composition(busybox, shell("true"), List.of(layer), name("gone"))))
                .isInstanceOf(EngineException.class)
                .hasMessage("image " + name("gone") + " can't be put together: " + gone + " is missing");
    }

    @Test
    void aBaseThatTheEngineLacksIsNamed() {
        Optional<String> unknown = Optional.of("sha256:" + "0".repeat(64));

        assertThatThrownBy(() -> images.compose(new Composition(unknown, shell("true"), List.of(), name("baseless"))))
                .isInstanceOf(EngineException.class)
                .hasMessage("the engine has no image " + unknown.get());
    }

    @Test
    void aLargeLayerPassesThroughLittleMemory() throws IOException {
        Layer large = largeLayer();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        LocalImage image =
                images.compose(new Composition(busybox, shell("wc -c < /large"), List.of(large), name("large")));
        long composed = threads.getCurrentThreadAllocatedBytes();
        images.export(image.id(), OutputStream.nullOutputStream());
        long exported = threads.getCurrentThreadAllocatedBytes();

        assertThat(composed - before).isLessThan(32 * MEGABYTE);
        assertThat(exported - composed).isLessThan(32 * MEGABYTE);
        assertThat(outputOf(image)).containsExactly(Integer.toString(128 * MEGABYTE));
    }

    @Test
    void whoIsInterruptedWhileTheEngineTakesAnImageInReturns() throws InterruptedException {
        FaultyEngine faulty =
                FaultyEngine.before(EngineAddress.fromEnvironment(System.getenv()), directory.resolve("engine.sock"));
        BlockingQueue<Throwable> ended = new ArrayBlockingQueue<>(1);
        Composition composition = new Composition(busybox, shell("true"), List.of(), name("interrupted"));
        try (Engine engine = DockerEngine.connect(faulty.address())) {
            Thread composer = new Thread(() -> {
                try {
                    engine.images().compose(composition);
                } catch (EngineException e) {
                    ended.add(e);
                }
            });
            faulty.at("POST", "/images/load", () -> {
                faulty.hang();
                composer.interrupt();
            });
            composer.start();

            assertThat(ended.poll(20, TimeUnit.SECONDS)).hasMessageContaining("interrupted");
        } finally {
            faulty.close();
        }
    }

    private static ImageConfig shell(String script) {
        return ImageConfig.NONE
                .withEnv(List.of("PATH=/bin"))
                .withEntrypoint(Optional.of(List.of("/bin/sh", "-c")))
                .withCmd(Optional.of(List.of(script)));
    }

    private String name(String suffix) {
        return sandbox.image(sandbox.name(suffix) + ":1");
    }

    private List<String> outputOf(LocalImage image) {
        return sandbox.outputOf(sandbox.run(new ContainerSpec(
                sandbox.name("run"),
                image.id(),
                ContainerSpec.Program.OF_IMAGE,
                sandbox.labels(),
                Attached.to(new Attachment("none", Optional.empty(), List.of())),
                List.of(),
                ContainerSpec.Limits.NONE,
                ContainerSpec.Restart.NEVER,
                ContainerSpec.Hardening.DEFAULT)));
    }

    /** The newest first. */
    private static List<String> history(LocalImage image) throws IOException {
        Request get = Request.builder()
                .method(Request.Method.GET)
                .path("/images/" + image.id() + "/history")
                .build();
        try (DockerConnection connection = DockerConnection.to(
                        EngineAddress.fromEnvironment(System.getenv()), DockerEngine.DEFAULT_PATIENCE);
                DockerHttpClient.Response response = connection.open("tell a history", get)) {
            return connection.json().readTree(response.getBody()).findValuesAsText("CreatedBy");
        }
    }

    private Layer largeLayer() throws IOException {
        Path file = directory.resolve("large.tar");
        byte[] noise = new byte[MEGABYTE];
        new Random(1).nextBytes(noise);
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            TarArchiveEntry entry = new TarArchiveEntry("large");
            entry.setSize(128L * MEGABYTE);
            tar.putArchiveEntry(entry);
            for (int i = 0; i < 128; i++) {
                tar.write(noise);
            }
            tar.closeArchiveEntry();
        }
        return TestTar.layerOf(file, "a test");
    }
}
