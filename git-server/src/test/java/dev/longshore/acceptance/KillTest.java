package dev.longshore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.acceptance.Kill.Before;
import dev.longshore.engine.testing.EngineTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed with SIGKILL at every point of a push between which its durable state changes, inside the start
 * that follows, and at random moments. After the next start each push is finished, or failed with the old release live,
 * in the branch, the journal, the engine and the answers alike; and the next push works.
 *
 * <p>System properties: {@code longshore.kill.seed} repeats the random moments of a run; {@code longshore.kill.only} runs
 * the kills whose names contain it.
 */
@EngineTest
@SuppressWarnings("SystemOut") // The table belongs to the test's output.
class KillTest {
    static final Path REPORTS = Path.of("target", "kill-test");

    private static final int LANES = 2;
    private static final int RANDOM_MOMENTS = 50;
    private static final int PUSHES_AT_ONCE = 5;
    private static final int FREE_AT_ONCE = 2;

    @TempDir
    private Path directory;

    private final List<KillResult> results = Collections.synchronizedList(new ArrayList<>());

    @Test
    void every_push_is_finished_or_undone_wherever_the_server_dies() throws Exception {
        long seed = Long.getLong("longshore.kill.seed", System.nanoTime());
        Instant began = Instant.now();
        Files.createDirectories(REPORTS);

        ConcurrentLinkedQueue<List<Kill>> groups = new ConcurrentLinkedQueue<>();
        try (KillLane lane = new KillLane(Files.createDirectories(directory.resolve("first")))) {
            groups.addAll(groups(exact(lane), startKills(lane), random(new Random(seed))));
            runAll(groups, lane);
        }

        write(seed, Duration.between(began, Instant.now()));
        assertThat(results).isNotEmpty();
        assertThat(results)
                .as("seed %d", seed)
                .allSatisfy(result -> assertThat(result.objections()).isEmpty());
    }

    private void runAll(ConcurrentLinkedQueue<List<Kill>> groups, KillLane first)
            throws IOException, InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<?>> runs = new ArrayList<>(List.of(threads.submit(() -> run(first, groups))));
            for (int i = 1; i < LANES; i++) {
                Path other = Files.createDirectories(directory.resolve("other-" + i));
                runs.add(threads.submit(() -> {
                    try (KillLane lane = new KillLane(other)) {
                        run(lane, groups);
                    }
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void run(KillLane lane, ConcurrentLinkedQueue<List<Kill>> groups) {
        for (List<Kill> group = groups.poll(); group != null; group = groups.poll()) {
            for (KillResult result : lane.run(group)) {
                results.add(result);
                System.out.println(result);
            }
        }
        assertThat(lane.pushAll()).as("the last push of each project").isEmpty();
    }

    private static List<Kill> exact(KillLane lane) {
        List<Kill> kills = new ArrayList<>();
        Before before = Before.NOTHING;
        for (String point : lane.points(before)) {
            // From here on a push of a project that has had a failed one comes to the same points.
            before = point.contains("insert pushes") ? Before.NO_RELEASE : before;
            kills.add(Kill.at(before, point));
        }
        lane.points(Before.A_RELEASE).forEach(point -> kills.add(Kill.at(Before.A_RELEASE, point)));
        return kills;
    }

    /** At the starts after deaths whose pushes have to be undone, or to be finished; where these have changed something. */
    private static List<Kill> startKills(KillLane lane) {
        List<Kill> kills = new ArrayList<>();
        for (Kill before : List.of(
                Kill.at(Before.NO_RELEASE, "committed insert release_workloads #1"),
                Kill.at(Before.A_RELEASE, "committed insert release_workloads #1"),
                Kill.at(Before.A_RELEASE, "committed update pushes state='live' release_number #1"))) {
            lane.startPoints(before).stream()
                    .map(before::andAgain)
                    .filter(kill -> !kill.startsAgainUncommitted())
                    .forEach(kills::add);
        }
        return kills;
    }

    private static List<Kill> random(Random random) {
        List<Kill> kills = new ArrayList<>();
        for (int i = 0; i < RANDOM_MOMENTS; i++) {
            kills.add(Kill.at(i % 2 == 0 ? Before.NO_RELEASE : Before.A_RELEASE, random.nextDouble()));
        }
        return kills;
    }

    /** One that keeps others can only be the last of its group. */
    private static List<List<Kill>> groups(List<Kill> exact, List<Kill> starts, List<Kill> random) {
        String only = System.getProperty("longshore.kill.only", "");
        List<Kill> alone =
                new ArrayList<>(exact.stream().filter(Kill::keepsOthers).toList());
        List<Kill> free = new ArrayList<>(exact);
        free.removeAll(alone);
        List<List<Kill>> groups = new ArrayList<>();
        for (Kill last : alone) {
            List<Kill> group = new ArrayList<>(free.subList(0, Math.min(free.size(), FREE_AT_ONCE)));
            free.subList(0, group.size()).clear();
            group.add(last);
            groups.add(group);
        }
        for (Kill rest : free) {
            groups.add(List.of(rest));
        }
        starts.forEach(kill -> groups.add(List.of(kill)));
        for (int i = 0; i < random.size(); i += PUSHES_AT_ONCE) {
            groups.add(random.subList(i, Math.min(random.size(), i + PUSHES_AT_ONCE)));
        }
        return groups.stream()
                .map(group -> group.stream()
                        .filter(kill -> kill.toString().contains(only))
                        .toList())
                .filter(group -> !group.isEmpty())
                .toList();
    }

    private void write(long seed, Duration took) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("seed " + seed + ", " + results.size() + " kills in " + took.toSeconds() + " s");
        results.stream().map(KillResult::toString).sorted().forEach(lines::add);
        Files.write(REPORTS.resolve("table.txt"), lines);
        System.out.println(lines.get(0));
    }
}
