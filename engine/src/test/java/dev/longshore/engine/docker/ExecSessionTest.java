package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.Containers;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ExecSession;
import dev.longshore.engine.TerminalSize;
import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands in a container whose streams somebody has at hand. */
@EngineTest
@Timeout(120)
class ExecSessionTest {
    private final EngineSandbox sandbox = new EngineSandbox();
    private final Containers containers = sandbox.engine().containers();
    private String container;

    @BeforeEach
    void run() {
        container = sandbox.run(sandbox.shell("a", sandbox.network("main"), "while :; do sleep 0.1; done"));
    }

    @AfterEach
    void clean() {
        sandbox.close();
    }

    @Test
    void withoutATerminalTheOutputsAreApartAndTheExitCodeIsTheCommands() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ExecSession session = start(Optional.empty(), "sh", "-c", "echo here; echo there >&2; exit 42")) {
            session.copyOutput((standardError, bytes) -> (standardError ? err : out).write(bytes));

            assertThat(session.exitCode()).contains(42);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("here\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("there\n");
    }

    @Test
    void aLargeInputComesBackWholeAndItsEndIsSeen() throws Exception {
        byte[] input = new byte[8 * 1024 * 1024];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) (i * 31 + i / 251);
        }
        try (ExecSession session = start(Optional.empty(), "cat")) {
            CompletableFuture<byte[]> output = read(session);
            for (int at = 0; at < input.length; at += 64 * 1024) {
                session.write(Arrays.copyOfRange(input, at, at + 64 * 1024));
            }
            session.endInput();

            assertThat(output.join()).isEqualTo(input);
            assertThat(session.exitCode()).contains(0);
        }
    }

    @Test
    void aTerminalHasASizeThatChangesAndPassesCtrlCOn() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        String script =
                "trap 'echo; stty size; exit 9' INT; tty; while [ -z \"$(stty size 2>&-)\" ]; do sleep 0.05; done;"
                        + " stty size; echo ready; while :; do sleep 0.1; done";
        try (ExecSession session = start(Optional.of(new TerminalSize(100, 30)), "sh", "-c", script)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> copy(session, bytes -> {
                out.writeBytes(bytes);
                if (out.toString(StandardCharsets.UTF_8).contains("ready")) {
                    ready.countDown();
                }
            }));
            ready.await();
            session.resize(new TerminalSize(80, 24));
            session.write(new byte[] {3});
            reading.join();

            assertThat(session.exitCode()).contains(9);
            assertThat(out.toString(StandardCharsets.UTF_8).lines()).contains("/dev/pts/0", "30 100", "24 80");
        }
    }

    @Test
    void aSessionThatIsClosedEndsItsReaderAndACommandThatReads() throws Exception {
        ExecSession session = start(Optional.empty(), "sh", "-c", "touch /begun; cat; touch /ended");
        CompletableFuture<byte[]> output = read(session);
        Awaiting.until(() -> exists("/begun"));

        session.close();

        assertThatThrownBy(output::join).isInstanceOf(CompletionException.class);
        Awaiting.until(() -> exists("/ended"));
    }

    @Test
    void aCommandThatIsNotThereSaysSo() throws Exception {
        try (ExecSession session = start(Optional.empty(), "no-such-program")) {
            assertThat(new String(read(session).join(), StandardCharsets.UTF_8)).contains("no-such-program");
            assertThat(session.exitCode())
                    .hasValueSatisfying(code -> assertThat(code).isBetween(126, 127));
        }
    }

    @Test
    void aContainerThatDoesNotRunIsAReason() {
        containers.stop(container, Duration.ZERO);

        assertThatThrownBy(() -> start(Optional.empty(), "true"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("not running");
    }

    private ExecSession start(Optional<TerminalSize> terminal, String... command) {
        return containers.exec(container, new ExecSession.Request(List.of(command), true, terminal));
    }

    private boolean exists(String file) {
        return containers
                .exec(container, List.of("test", "-e", file), Duration.ofSeconds(10))
                .exitCode()
                .equals(Optional.of(0));
    }

    private static CompletableFuture<byte[]> read(ExecSession session) {
        return CompletableFuture.supplyAsync(() -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            copy(session, all::writeBytes);
            return all.toByteArray();
        });
    }

    private static void copy(ExecSession session, Consumer<byte[]> to) {
        try {
            session.copyOutput((standardError, bytes) -> to.accept(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
