package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.Containers.LogRequest;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.engine.Images.Build;
import dev.longshore.engine.LostLayerException;
import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.engine.testing.FaultyEngine;
import dev.longshore.engine.testing.TestTar;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a call when the engine dies or hangs. */
@EngineTest
class EngineFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private EngineSandbox sandbox;
    private FaultyEngine faulty;
    private Engine engine;

    @BeforeEach
    void connect() {
        sandbox = new EngineSandbox();
        faulty = FaultyEngine.before(EngineAddress.fromEnvironment(System.getenv()), directory.resolve("engine.sock"));
        engine = DockerEngine.connect(faulty.address(), PATIENCE);
    }

    @AfterEach
    void disconnect() {
        engine.close();
        faulty.close();
        sandbox.close();
    }

    @Test
    void an_engine_that_is_down_is_named_and_used_again_when_it_is_up() {
        faulty.kill();

        assertThatThrownBy(engine::description)
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessage("the container engine at " + faulty.address()
                        + " doesn't answer (connection refused): start it and try again");

        faulty.start();
        assertThat(engine.description()).isNotEmpty();
    }

    @Test
    void a_call_to_an_engine_that_hangs_ends_and_leaves_its_thread_usable() {
        faulty.hang();

        assertThatThrownBy(() -> engine.containers().list(Map.of()))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("doesn't answer (no answer within 3 s)");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void a_stream_may_be_silent_for_longer_than_a_call() {
        var network = sandbox.network("net");
        String container = sandbox.run(sandbox.shell("quiet", network, "sleep 5; echo done"));
        StringBuilder output = new StringBuilder();

        engine.containers().logs(container, new LogRequest(true, Optional.empty()), line -> output.append(line.text()));

        assertThat(output).hasToString("done");
    }

    @Test
    void a_stream_of_an_engine_that_begins_to_hang_is_given_up() throws InterruptedException {
        CompletableFuture<Void> reading = follow("hang");

        faulty.hang();

        assertThat(reading)
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withRootCauseInstanceOf(java.util.concurrent.TimeoutException.class)
                .withMessageContaining("no answer within 3 s");
    }

    @Test
    void a_stream_of_an_engine_that_is_killed_is_given_up_at_once() throws InterruptedException {
        CompletableFuture<Void> reading = follow("kill");

        faulty.kill();

        assertThat(reading)
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withMessageContaining("doesn't answer (the connection broke off)");
    }

    @Test
    void aContainerThatIsBeingRemovedIsGoneAlsoToAnEngineThatFailsForIt() {
        faulty.fail(
                "/containers/gone/json",
                "getting graph driver info: container gone does not exist in database: no such container");

        assertThat(engine.containers().find("gone")).isEmpty();
    }

    @Test
    void aBuildWhoseCachedLayerGoesMeanwhileIsOneToBeginAgain() {
        faulty.failBuild(
                "checking if cached image exists from a previous build: getting top layer info: layer not known");

        byte[] context = new TestTar()
                .file("Dockerfile", "FROM busybox:latest\nLABEL a=b\n")
                .bytes();
        Build build = new Build("Dockerfile", sandbox.image(sandbox.name("lost") + ":1"), Map.of(), sandbox.labels());
        assertThatThrownBy(() -> engine.images().build(build, new ByteArrayInputStream(context), line -> {}))
                .isInstanceOf(LostLayerException.class);

        assertThat(engine.images()
                        .build(build, new ByteArrayInputStream(context), line -> {})
                        .id())
                .isNotEmpty();
    }

    private CompletableFuture<Void> follow(String name) throws InterruptedException {
        String container =
                sandbox.run(sandbox.shell(name, sandbox.network("net"), "echo begun; while true; do sleep 1; done"));
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() ->
                engine.containers().logs(container, new LogRequest(true, Optional.empty()), line -> begun.countDown()));
        assertThat(begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return reading;
    }
}
