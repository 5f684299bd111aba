package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.ContainerSpec.Attachment;
import dev.longshore.engine.ContainerSpec.Hardening;
import dev.longshore.engine.ContainerSpec.Limits;
import dev.longshore.engine.ContainerSpec.Program;
import dev.longshore.engine.ContainerSpec.Restart;
import dev.longshore.engine.ContainerSpec.TemporaryMount;
import dev.longshore.engine.ContainerSpec.VolumeMount;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.ContainerState.Status;
import dev.longshore.engine.Containers;
import dev.longshore.engine.Containers.ExecResult;
import dev.longshore.engine.Containers.LogLine;
import dev.longshore.engine.Containers.LogRequest;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.Networks.Network;
import dev.longshore.engine.Volumes;
import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@EngineTest
@Timeout(120)
class DockerContainersTest {
    private static final LogRequest FOLLOW = new LogRequest(true, Optional.empty());
    private static final String FOREVER = "trap 'exit 7' TERM; echo up; while :; do sleep 0.1; done";

    private final EngineSandbox sandbox = new EngineSandbox();
    private final Containers containers = sandbox.engine().containers();
    private Network network;

    @BeforeEach
    void network() {
        network = sandbox.network("main");
    }

    @AfterEach
    void clean() {
        sandbox.close();
    }

    @Test
    void containerRunsAndTellsHowItEnded() {
        Instant before = Instant.now();
        String id = containers.create(sandbox.shell("a", network, "echo out; echo err >&2; exit 3"));
        assertThat(containers.find(id).orElseThrow())
                .extracting(ContainerState::status, ContainerState::exitCode)
                .containsExactly(Status.CREATED, Optional.empty());

        containers.start(id);
        List<LogLine> lines = new ArrayList<>();
        containers.logs(id, FOLLOW, lines::add);

        assertThat(lines).extracting(LogLine::text).containsExactlyInAnyOrder("out", "err");
        assertThat(lines)
                .filteredOn(LogLine::standardError)
                .extracting(LogLine::text)
                .containsExactly("err");
        assertThat(lines).allSatisfy(line -> assertThat(line.time()).isAfter(before.minusSeconds(60)));
        ContainerState state = containers.find(sandbox.name("a")).orElseThrow();
        assertThat(state.id()).isEqualTo(id);
        assertThat(state.name()).isEqualTo(sandbox.name("a"));
        assertThat(state.status()).isEqualTo(Status.EXITED);
        assertThat(state.exitCode()).contains(3);
        assertThat(state.imageId()).startsWith("sha256:");
        assertThat(state.labels()).containsAllEntriesOf(sandbox.labels());
    }

    @Test
    void stopAsksFirstAndForcesWhenTheGraceIsOver() {
        String polite = sandbox.run(sandbox.shell("polite", network, FOREVER));
        String deaf = sandbox.run(sandbox.shell("deaf", network, "trap '' TERM; while :; do sleep 0.1; done"));
        awaitLine(polite, "up");

        containers.stop(polite, Duration.ofSeconds(20));
        containers.stop(deaf, Duration.ofSeconds(1));

        assertThat(containers.find(polite).orElseThrow().exitCode()).contains(7);
        assertThat(containers.find(deaf).orElseThrow().exitCode()).contains(137);
    }

    @Test
    void stoppingAndRemovingWhatIsGoneIsNoError() {
        String id = sandbox.run(sandbox.shell("a", network, "true"));
        sandbox.outputOf(id);

        containers.stop(id, Duration.ofSeconds(1));
        containers.remove(id);
        containers.stop(id, Duration.ofSeconds(1));
        containers.remove(id);

        assertThat(containers.find(id)).isEmpty();
        assertThat(containers.list(sandbox.labels())).isEmpty();
    }

    @Test
    void followedLogPassesLinesOnAsTheyComeAndEndsWhenInterrupted() throws InterruptedException {
        String id = sandbox.run(sandbox.shell("a", network, "echo first; sleep 600"));
        BlockingQueue<String> seen = new ArrayBlockingQueue<>(10);
        BlockingQueue<Boolean> ended = new ArrayBlockingQueue<>(1);
        Thread follower = new Thread(() -> {
            containers.logs(id, FOLLOW, line -> seen.add(line.text()));
            ended.add(Thread.currentThread().isInterrupted());
        });
        follower.start();

        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("first");
        follower.interrupt();

        assertThat(ended.poll(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tailStartsWithTheLastLines() {
        String id = sandbox.run(sandbox.shell("a", network, "seq 1 50"));
        sandbox.outputOf(id);

        List<String> lines = new ArrayList<>();
        containers.logs(id, new LogRequest(false, Optional.of(3)), line -> lines.add(line.text()));

        assertThat(lines).containsExactly("48", "49", "50");
    }

    @Test
    void longLineStaysOneLine() {
        String id =
                sandbox.run(sandbox.shell("a", network, "head -c 50000 /dev/zero | tr '\\0' 'x'; echo; echo after"));

        assertThat(sandbox.outputOf(id)).containsExactly("x".repeat(50_000), "after");
    }

    @Test
    void commandInAContainerGivesItsOutputAndExitCode() {
        String id = sandbox.run(sandbox.shell("a", network, FOREVER));

        ExecResult failing =
                containers.exec(id, List.of("sh", "-c", "echo here; echo there >&2; exit 4"), Duration.ofSeconds(30));
        ExecResult slow = containers.exec(id, List.of("sh", "-c", "echo begun; sleep 60"), Duration.ofSeconds(2));
        ExecResult chatty = containers.exec(id, List.of("head", "-c", "200000", "/dev/zero"), Duration.ofSeconds(30));

        assertThat(failing.exitCode()).contains(4);
        assertThat(failing.output()).contains("here", "there");
        assertThat(slow).isEqualTo(new ExecResult(Optional.empty(), "begun\n"));
        assertThat(chatty.exitCode()).contains(0);
        assertThat(chatty.output()).hasSize(64 * 1024);
    }

    @Test
    void fixedAddressAndAliasAreReachedFromAnotherContainerOfTheNetwork() {
        Network other = sandbox.network("other");
        String address = EngineSandbox.address(network, 77);
        String otherAddress = EngineSandbox.address(other, 78);
        List<Attachment> both = List.of(
                new Attachment(network.name(), Optional.of(address), List.of("api", "api.default")),
                new Attachment(other.name(), Optional.of(otherAddress), List.of("api.user")));
        String server = sandbox.run(
                sandbox.spec("server", both, "mkdir /www; echo hello >/www/index.html; httpd -f -p 8080 -h /www"));

        ContainerState state = containers.find(server).orElseThrow();
        List<String> near = sandbox.outputOf(sandbox.run(sandbox.shell(
                "near", network, "wget -q -O - http://api.default:8080/; wget -q -O - http://" + address + ":8080/")));
        List<String> far = sandbox.outputOf(
                sandbox.run(sandbox.shell("far", other, "wget -q -O - http://api.user:8080/; nslookup api || exit 1")));

        assertThat(state.addresses()).isEqualTo(Map.of(network.name(), address, other.name(), otherAddress));
        assertThat(near).containsExactly("hello", "hello");
        assertThat(far).contains("hello").anySatisfy(line -> assertThat(line).contains("can't find api"));
    }

    @Test
    void volumeKeepsItsFilesWhenItsContainerGoes() {
        String volume = sandbox.name("data");
        sandbox.engine().volumes().ensure(volume, sandbox.labels());
        sandbox.engine().volumes().ensure(volume, sandbox.labels());
        String writer = sandbox.run(withVolume("writer", volume, false, "echo kept >/data/file"));
        sandbox.outputOf(writer);
        containers.remove(writer);

        List<String> read = sandbox.outputOf(
                sandbox.run(withVolume("reader", volume, true, "cat /data/file; echo x >/data/file || echo refused")));

        assertThat(read).contains("kept", "refused");
        assertThat(sandbox.engine().volumes().list(sandbox.labels())).containsExactly(volume);
    }

    @Test
    void volumesAreListedThatCarryAllLabels() {
        Volumes volumes = sandbox.engine().volumes();
        volumes.ensure(sandbox.name("one"), sandbox.labels());
        Map<String, String> more = new HashMap<>(sandbox.labels());
        more.put("dev.longshore.test.more", "yes");
        volumes.ensure(sandbox.name("two"), more);

        assertThat(volumes.list(sandbox.labels())).containsExactlyInAnyOrder(sandbox.name("one"), sandbox.name("two"));
        assertThat(volumes.list(more)).containsExactly(sandbox.name("two"));
    }

    private ContainerSpec withVolume(String suffix, String volume, boolean readOnly, String script) {
        ContainerSpec plain = sandbox.shell(suffix, network, script);
        return new ContainerSpec(
                plain.name(),
                plain.image(),
                new Program(
                        Optional.of(List.of("/bin/sh", "-c")),
                        Optional.of(List.of(script)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Map.of()),
                plain.labels(),
                plain.network(),
                List.of(new VolumeMount(volume, "/data", readOnly)),
                Limits.NONE,
                Restart.NEVER,
                Hardening.DEFAULT);
    }

    @Test
    void limitsAndHardeningHold() {
        ContainerSpec plain = sandbox.shell("a", network, "");
        String script =
                "id -u; id -G; pwd; echo $GREETING; grep CapEff /proc/self/status; grep NoNewPrivs /proc/self/status;"
                        + " touch /root-file || echo read-only; touch /scratch/file && echo scratch";
        String id = sandbox.run(new ContainerSpec(
                plain.name(),
                plain.image(),
                new Program(
                        Optional.empty(),
                        Optional.of(List.of("sh", "-c", script)),
                        Optional.of("/var"),
                        Optional.of("99:99"),
                        List.of("4711"),
                        Map.of("GREETING", "a=b c")),
                plain.labels(),
                plain.network(),
                List.of(new TemporaryMount("/scratch", Optional.of(1024L * 1024))),
                new Limits(Optional.of(64L * 1024 * 1024), Optional.of(0.5)),
                Restart.NEVER,
                new Hardening(true, true, List.of("ALL"), List.of())));

        assertThat(sandbox.outputOf(id))
                .contains(
                        "99",
                        "99 4711",
                        "/var",
                        "a=b c",
                        "CapEff:\t0000000000000000",
                        "NoNewPrivs:\t1",
                        "read-only",
                        "scratch");
    }

    @Test
    void containerThatCantJoinAllItsNetworksIsNotLeftBehind() {
        // Docker notices a network that is missing at the start only, and Podman gives aliases in any.
        String unfit = sandbox.engine().kind() == Engine.Kind.PODMAN ? sandbox.name("missing") : "bridge";
        List<Attachment> attachments = List.of(
                new Attachment(network.name(), Optional.empty(), List.of()),
                new Attachment(unfit, Optional.empty(), List.of("aliases-need-a-network-of-ones-own")));

        assertThatThrownBy(() -> containers.create(sandbox.spec("a", attachments, "true")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("connect container " + sandbox.name("a") + " to network " + unfit + ": ");
        assertThat(containers.find(sandbox.name("a"))).isEmpty();
    }

    @Test
    void missingNetworkIsNamedAtTheStart() {
        List<Attachment> missing = List.of(new Attachment(sandbox.name("missing"), Optional.empty(), List.of()));

        assertThatThrownBy(() -> sandbox.run(sandbox.spec("a", missing, "true")))
                .isInstanceOf(EngineException.class)
                .hasMessageEndingWith("network " + sandbox.name("missing") + " not found");
    }

    @Test
    void takenNameIsNamed() {
        containers.create(sandbox.shell("a", network, "true"));

        assertThatThrownBy(() -> containers.create(sandbox.shell("a", network, "true")))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith(
                        "the engine can't create container " + sandbox.name("a") + ": the container name")
                .hasMessageContaining("already in use")
                .hasMessageNotContaining("{");
    }

    @Test
    void alwaysRestartedContainerComesBack() {
        ContainerSpec plain = sandbox.shell("a", network, "");
        String id = sandbox.run(new ContainerSpec(
                plain.name(),
                plain.image(),
                Program.ofCommand("sh", "-c", "exit 1"),
                plain.labels(),
                plain.network(),
                List.of(),
                Limits.NONE,
                Restart.ALWAYS,
                Hardening.DEFAULT));

        awaitState(id, state -> state.restarts() >= 2);
    }

    @Test
    void aContainerThatCrashesAgainAndAgainIsStoppedForGood() {
        ContainerSpec plain = sandbox.shell("a", network, "");
        String id = sandbox.run(new ContainerSpec(
                plain.name(),
                plain.image(),
                Program.ofCommand("sh", "-c", "echo once; exit 1"),
                plain.labels(),
                plain.network(),
                List.of(),
                Limits.NONE,
                Restart.ALWAYS,
                Hardening.DEFAULT));
        awaitState(id, state -> state.restarts() >= 2);

        containers.stop(id, Duration.ofSeconds(1));

        int lines = printed(id);
        assertThat(containers.find(id).orElseThrow().status()).isEqualTo(Status.EXITED);
        // As long as an engine waits until it starts one again.
        assertThat(sandbox.outputOf(sandbox.run(sandbox.shell("b", network, "sleep 3; echo over"))))
                .containsExactly("over");
        assertThat(printed(id)).isEqualTo(lines);
    }

    private int printed(String id) {
        List<String> lines = new ArrayList<>();
        containers.logs(id, new LogRequest(false, Optional.empty()), line -> lines.add(line.text()));
        return lines.size();
    }

    @Test
    void listNeedsAllLabels() {
        containers.create(sandbox.shell("a", network, "true"));

        assertThat(containers.list(sandbox.labels()))
                .extracting(ContainerState::name)
                .containsExactly(sandbox.name("a"));
        assertThat(containers.list(Map.of("dev.longshore.test", "another"))).isEmpty();
    }

    private void awaitLine(String id, String wanted) {
        Awaiting.until(() -> {
            List<String> lines = new ArrayList<>();
            containers.logs(id, new LogRequest(false, Optional.empty()), line -> lines.add(line.text()));
            return lines.contains(wanted);
        });
    }

    private void awaitState(String id, Predicate<ContainerState> condition) {
        Awaiting.until(() -> condition.test(containers.find(id).orElseThrow()));
    }
}
