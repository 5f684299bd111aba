package dev.longshore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.acceptance.Kill.Push;
import dev.longshore.engine.testing.EngineTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed with SIGKILL at every point of a push between which its durable state changes, inside the start
 * that follows, and at random moments. After the next start each push is finished, or failed with the old release live,
 * in the branch, the journal, the engine and the answers alike; and the next push works.
 *
 * <p>System properties: {@code longshore.kill.seed} repeats the random moments of a run; {@code longshore.kill.only} runs
 * the kills in whose names this regular expression is found.
 */
@EngineTest
@SuppressWarnings("SystemOut") // The table belongs to the test's output.
class KillTest {
    static final Path REPORTS = Path.of("target", "kill-test");

    private static final Pattern ONLY = Pattern.compile(System.getProperty("longshore.kill.only", ""));
    private static final int RANDOM_MOMENTS = 50;
    private static final int PUSHES_AT_ONCE = 5;

    @TempDir
    private Path directory;

    private final ConcurrentLinkedQueue<List<Kill>> groups = new ConcurrentLinkedQueue<>();
    private final AtomicInteger installations = new AtomicInteger();
    private final List<KillResult> results = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> followedRows = ConcurrentHashMap.newKeySet();

    @Test
    void every_push_is_finished_or_undone_wherever_the_server_dies() throws Exception {
        long seed = Long.getLong("longshore.kill.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Instant began = Instant.now();
        Files.createDirectories(REPORTS);

        groups.addAll(random(new Random(seed)));
        // What is known is written down, whatever ends the run.
        try (AutoCloseable table = () -> write(seed, Duration.between(began, Instant.now()))) {
            runAll();
        }

        assertThat(results).isNotEmpty();
        assertThat(results)
                .as("seed %d", seed)
                .allSatisfy(result -> assertThat(result.objections()).isEmpty());
    }

    /** Some lanes find out first what there is to be done. */
    private void runAll() throws InterruptedException, ExecutionException {
        List<Function<KillLane, List<List<Kill>>>> finding =
                List.of(lane -> groups(exact(lane)), KillTest::startKills, lane -> List.of());
        ExecutorService threads = Executors.newFixedThreadPool(finding.size());
        try {
            List<Callable<Boolean>> lanes = finding.stream()
                    .<Callable<Boolean>>map(finds -> () -> run(finds))
                    .toList();
            for (Future<Boolean> lane : threads.invokeAll(lanes)) {
                lane.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean run(Function<KillLane, List<List<Kill>>> finding) {
        Path installation = directory.resolve("installation-" + installations.incrementAndGet());
        try (KillLane lane = new KillLane(installation, followedRows)) {
            groups.addAll(finding.apply(lane));
            for (List<Kill> group = groups.poll(); group != null; group = groups.poll()) {
                run(lane, group);
            }
            assertThat(lane.pushAll()).as("the last push of each project").isEmpty();
            return true;
        }
    }

    private void run(KillLane lane, List<Kill> group) {
        List<Kill> found = group.stream()
                .filter(kill -> ONLY.matcher(kill.toString()).find())
                .toList();
        // Where a start is killed depends on all that it has to end.
        boolean whole = !found.isEmpty() && found.get(0).restart().isPresent();
        List<Kill> asked = whole ? group : found;
        if (!asked.isEmpty()) {
            for (KillResult result : lane.run(asked)) {
                results.add(result);
                System.out.println(result);
            }
        }
    }

    private static List<Kill> exact(KillLane lane) {
        List<Kill> kills = new ArrayList<>();
        Push push = Push.NEW_PROJECT;
        for (String point : lane.points(push)) {
            // From here on a push of a project that has had a failed one comes to the same points.
            push = point.contains("insert pushes") ? Push.FIRST_RELEASE : push;
            kills.add(Kill.at(push, point));
        }
        lane.points(Push.NEXT_RELEASE).forEach(point -> kills.add(Kill.at(Push.NEXT_RELEASE, point)));
        // These write the same rows; what differs is what a start makes of what is committed.
        for (Push other : List.of(Push.UNCHANGED, Push.ROLLBACK, Push.RESTART, Push.SCALE, Push.REMOVE)) {
            lane.points(other).stream()
                    .map(point -> Kill.at(other, point))
                    .filter(kill -> !kill.keepsOthers())
                    .forEach(kills::add);
        }
        return kills;
    }

    /** At the starts after deaths whose pushes have to be undone, or to be finished; where these have changed something. */
    private static List<List<Kill>> startKills(KillLane lane) {
        List<Kill> undone = List.of(
                Kill.at(Push.FIRST_RELEASE, "committed insert release_workloads #1"),
                Kill.at(Push.NEXT_RELEASE, "committed insert release_workloads #1"),
                Kill.at(Push.REMOVE, "committed insert release_workloads #1"));
        List<Kill> completed = List.of(
                Kill.at(Push.NEXT_RELEASE, "committed update pushes state='live' release_number #1"),
                Kill.at(Push.UNCHANGED, "committed update pushes state='unchanged' release_number #1"),
                Kill.at(Push.ROLLBACK, "committed update pushes state='live' release_number #1"),
                Kill.at(Push.REMOVE, "committed update pushes state='live' release_number #1"));
        return Stream.of(undone, completed)
                .flatMap(group -> lane.startPoints(group).stream()
                        .filter(Kill::isCommitted)
                        .map(point ->
                                group.stream().map(kill -> kill.andAgain(point)).toList()))
                .toList();
    }

    private static List<List<Kill>> random(Random random) {
        List<List<Kill>> kills = new ArrayList<>();
        for (int i = 0; i < RANDOM_MOMENTS / PUSHES_AT_ONCE; i++) {
            List<Kill> group = new ArrayList<>();
            for (int j = 0; j < PUSHES_AT_ONCE; j++) {
                group.add(Kill.at((i + j) % 2 == 0 ? Push.FIRST_RELEASE : Push.NEXT_RELEASE, random.nextDouble()));
            }
            kills.add(group);
        }
        return kills;
    }

    /** One that keeps others can only be the last of its group. */
    private static List<List<Kill>> groups(List<Kill> kills) {
        List<Kill> alone =
                new ArrayList<>(kills.stream().filter(Kill::keepsOthers).toList());
        Deque<Kill> free = new ArrayDeque<>(kills);
        free.removeAll(alone);
        List<List<Kill>> groups = new ArrayList<>();
        for (int left = alone.size(); left > 0; left--) {
            List<Kill> group = new ArrayList<>();
            for (int share = (free.size() + left - 1) / left; share > 0; share--) {
                group.add(free.removeFirst());
            }
            group.add(alone.get(alone.size() - left));
            groups.add(group);
        }
        return groups;
    }

    private void write(long seed, Duration took) throws IOException {
        KillTable table = new KillTable(results);
        List<String> summary = table.summary(seed, took);
        summary.forEach(System.out::println);
        Files.write(
                REPORTS.resolve("table.txt"),
                Stream.concat(summary.stream(), table.kills().stream()).toList());
    }
}
