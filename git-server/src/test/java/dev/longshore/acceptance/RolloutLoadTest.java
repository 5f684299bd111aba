package dev.longshore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.testing.EngineTest;
import dev.longshore.server.testing.WebSocketClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What visitors notice of rollouts: nothing, but that the answers are those of the new version. */
@EngineTest
class RolloutLoadTest {
    private static final int REQUESTS_PER_SECOND = 200;
    private static final int CONNECTIONS = 20;
    private static final int ROLLOUTS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Less than a request may take that keeps its replica from being asked to end. */
    private static final Duration SOON = Duration.ofSeconds(8);

    /** For the machine. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    @TempDir
    private static Path directory;

    private static Installation longshore;
    private static Workstation developer;
    private static String project;
    /** Of {@code web}; the others' are changed by one test only. */
    private static int version = 1;

    private Load load;
    private Load slow;
    private final List<Change> changes = new ArrayList<>();

    /**
     * A version's way to being the live one, by {@link System#nanoTime}.
     *
     * @param begun before which nobody can have met it
     * @param live from which on nobody may meet another
     */
    private record Change(int version, long begun, long live) {}

    @BeforeAll
    static void install() throws IOException {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        project = "talk-" + HexFormat.of().formatHex(random);
        longshore = Installation.start(directory);
        developer = longshore.workstation(
                Talkers.write(Files.createDirectory(directory.resolve("files")), version), project);
        requireLive(developer.push());
    }

    @AfterAll
    static void uninstall() {
        longshore.close();
    }

    @BeforeEach
    void startVisits() {
        changes.add(new Change(version, System.nanoTime(), System.nanoTime()));
        load = Load.start(longshore.gatewayPort(), host(Talkers.WEB), "/", 4, REQUESTS_PER_SECOND, CONNECTIONS);
        slow = Load.start(longshore.gatewayPort(), host(Talkers.WEB), "/slow", 2, 4, 8);
    }

    @AfterEach
    void endVisits() {
        load.close();
        slow.close();
    }

    @Test
    void ten_rollouts_lose_no_request_and_leave_other_microservices_websockets_alone() throws Exception {
        try (WebSocketClient chat = websocket(Talkers.CHAT)) {
            for (int i = 0; i < ROLLOUTS; i++) {
                commitNext();
                long begun = System.nanoTime();
                requireLive(developer.push());
                changes.add(new Change(version, begun, System.nanoTime()));
                chat.send("rollout " + i);
                assertThat(chat.receive()).isEqualTo("1 rollout " + i);
            }
            assertThat(chat.end()).isNotDone();
        }

        assertNothingLost();
        System.out.printf(
                "%d rollouts at %d requests/s: %d of %d requests lost, median %d ms, p99 %d ms%n",
                ROLLOUTS,
                REQUESTS_PER_SECOND,
                load.lost().size() + slow.lost().size(),
                load.sent() + slow.sent(),
                load.millis(0.5),
                load.millis(0.99));
    }

    @Test
    void pushes_in_a_row_become_live_in_their_order_without_a_lost_request() {
        commitNext();
        long begun = System.nanoTime();
        Command.Running first = developer.startGit("push", "hasura", "HEAD:master");
        Await.until("the first rollout", PATIENCE, () -> first.outputSoFar().contains("release "));
        commitNext();
        Command second = developer.push();
        long live = System.nanoTime();
        Command ended = first.await();

        requireLive(ended);
        requireLive(second);
        assertThat(second.output()).containsPattern("push [0-9]+ waits for push [0-9]+ by admin");
        // Between the two verdicts either may be met.
        changes.add(new Change(version - 1, begun, live));
        changes.add(new Change(version, begun, live));
        assertNothingLost();
    }

    @Test
    void a_websocket_goes_on_with_its_replica_for_its_grace_while_new_ones_meet_the_new_release() throws Exception {
        try (WebSocketClient polite = websocket(Talkers.POLITE);
                WebSocketClient silent = websocket(Talkers.SILENT)) {
            polite.send("hello");
            assertThat(polite.receive()).isEqualTo("1 hello");
            commit(2, Talkers.POLITE, Talkers.SILENT);
            Command.Running push = developer.startGit("push", "hasura", "master");
            Await.until("the new release", PATIENCE, () -> page(Talkers.SILENT).equals("2"));
            Await.until("the end", SOON, () -> push.outputSoFar().contains("to old containers"));
            long switched = System.nanoTime();
            try (WebSocketClient next = websocket(Talkers.SILENT)) {
                silent.send("still here");
                next.send("new here");

                assertThat(silent.receive()).isEqualTo("1 still here");
                assertThat(next.receive()).isEqualTo("2 new here");
                // The server said goodbye; the other one was ended, which TCP told.
                assertThat(polite.end().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isEqualTo("closed 1001");
                assertThat(silent.end().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isEqualTo("closed 1006");
                Duration went = Duration.ofNanos(System.nanoTime() - switched);
                Duration grace = Duration.ofSeconds(Talkers.GRACE_SECONDS);
                assertThat(went).isBetween(grace.dividedBy(2), grace.plus(MARGIN));
                System.out.printf(
                        "a websocket went on for %d ms; its grace is %d s%n", went.toMillis(), Talkers.GRACE_SECONDS);

                Command ended = push.await();
                requireLive(ended);
                assertThat(ended.output())
                        .containsPattern("connections +2 to old containers, such as websockets: they end within 4");
                next.send("again");
                assertThat(next.receive()).isEqualTo("2 again");
            }
        }
        assertNothingLost();
    }

    private static void commitNext() {
        version++;
        commit(version, Talkers.WEB);
    }

    private static void commit(int number, String... microservices) {
        for (String microservice : microservices) {
            developer.add(Talkers.manifestFile(microservice), Talkers.manifest(microservice, number));
        }
        developer.commit("Version " + number);
    }

    /** Every request had an answer, of a version that was the live one while it was under way. */
    private void assertNothingLost() {
        load.close();
        slow.close();

        assertThat(load.lost()).isEmpty();
        assertThat(slow.lost()).isEmpty();
        assertThat(Stream.concat(load.answers().stream(), slow.answers().stream()))
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(possibleFor(answer)).contains(answer.body()));
    }

    private List<String> possibleFor(Load.Answer answer) {
        long end = answer.due() + answer.took();
        return changes.stream()
                .filter(change -> change.begun() <= end
                        && changes.stream()
                                .noneMatch(later -> later.version() > change.version() && later.live() < answer.due()))
                .map(change -> Integer.toString(change.version()))
                .toList();
    }

    private static WebSocketClient websocket(String microservice) {
        return WebSocketClient.connect(longshore.gatewayPort(), "/live", Map.of("Host", host(microservice)));
    }

    private static String page(String microservice) {
        return longshore
                .browser()
                .get(microservice + "." + project + ".localhost", "/")
                .body();
    }

    private static String host(String microservice) {
        return microservice + "." + project + ".localhost:" + longshore.gatewayPort();
    }

    private static void requireLive(Command push) {
        assertThat(push.exitCode()).as(push.output()).isZero();
        assertThat(push.lastRemoteLine()).contains(" is live in ");
    }
}
