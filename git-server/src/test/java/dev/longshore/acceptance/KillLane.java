package dev.longshore.acceptance;

import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.docker.DockerEngine;
import dev.longshore.server.access.Role;
import dev.longshore.server.access.Users;
import dev.longshore.server.store.Database;
import dev.longshore.server.testing.GitClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** An installation whose server is killed again and again. */
final class KillLane implements AutoCloseable {
    private static final String ENVIRONMENT_LABEL = "dev.longshore.environment";
    private static final int KEPT = 3;
    private static final Duration POINT_LIMIT = Duration.ofSeconds(60);
    private static final double LOOK_AGAIN_NANOS = 5e7;
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(90);

    private final Path directory;
    private final Path data;
    private final Engine engine = DockerEngine.connect(EngineAddress.fromEnvironment(System.getenv()));
    private final String token;
    private final Program gateway;
    private final int gatewayPort;
    private final PageObserver observer;
    private final int port;
    private final Set<String> projects = new TreeSet<>();
    private final Deque<KillSubject> live = new ArrayDeque<>();
    private final Deque<KillSubject> empty = new ArrayDeque<>();
    private KillableProgram killed;
    private KillableProgram server;
    private Duration pushTime = Duration.ZERO;

    KillLane(Path directory) {
        try {
            this.directory = directory;
            this.data = Files.createDirectories(directory.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.token = new Users(Database.open(data.resolve("longshore.db")), Clock.systemUTC())
                .issueToken("asha", Role.DEPLOYER)
                .secret();
        this.gateway = Program.start(
                "dev.longshore.gateway.GatewayMain",
                directory,
                List.of("--routes", data.resolve("gateway").toString(), "--port", "0"));
        this.gatewayPort = gateway.awaitPort();
        this.observer = new PageObserver(data, engine, new Browser(gatewayPort));
        this.server = KillableProgram.start(data, 0, gatewayPort, "");
        this.killed = server;
        this.port = server.awaitPort();
    }

    /** The points on the way of a push that isn't killed. */
    List<String> points(Kill.Before before) {
        KillSubject subject = subject(before);
        subject.commit();
        server.arm("");
        requirePushed(List.of(subject));
        List<String> points = server.points();
        keep(subject);
        return points;
    }

    /** The points on the way of the start after this kill. */
    List<String> startPoints(Kill kill) {
        run(List.of(kill));
        return server.startPoints();
    }

    /**
     * Starts a push of another project for each kill, each to where it is to be killed; kills the server once, starts it,
     * and looks what became of each of the pushes. The next push of each project is that of its next kill, or comes at the
     * {@linkplain #pushAll end}.
     */
    List<KillResult> run(List<Kill> kills) {
        boolean timed = kills.get(0).point().isEmpty();
        List<KilledPush> pushes = new ArrayList<>();
        for (Kill kill : kills) {
            pushes.add(new KilledPush(kill, subject(kill.before())));
        }
        if (timed && pushTime.isZero()) {
            pushTime = timeOf(pushes.size());
        }
        pushes.forEach(push -> push.subject().commit());
        List<GitClient.Running> clients = timed
                ? pushToMoment(pushes)
                : pushes.stream().map(this::pushToPoint).toList();
        server.kill();
        killed = server;
        clients.forEach(GitClient.Running::close);
        pushes.stream()
                .filter(push -> push.kill().before() == Kill.Before.A_RELEASE)
                .forEach(push -> push.object(observer.answers(
                        push.subject().project(), push.subject().texts())));
        forgetSome();
        kills.get(0).restart().ifPresent(this::startAndKill);
        settle(pushes);
        return pushes.stream().map(KilledPush::result).toList();
    }

    /** Pushes all projects once more, to the end; returns what went wrong. */
    List<String> pushAll() {
        List<KillSubject> subjects =
                Stream.concat(live.stream(), empty.stream()).toList();
        subjects.forEach(KillSubject::commit);
        return push(subjects);
    }

    private void settle(List<KilledPush> pushes) {
        Instant began = Instant.now();
        server = KillableProgram.start(data, port, gatewayPort, "");
        server.awaitPort();
        for (KilledPush push : pushes) {
            KillSubject subject = push.subject();
            String outcome = observer.stateOfPush(
                            subject.project(), subject.pushed().commit())
                    .map(state -> state.equals("live") ? "finished" : state)
                    .orElse("unknown");
            if (outcome.equals("finished")) {
                subject.becameLive();
            }
            push.object(awaitPromise(subject));
            push.settled(outcome, Duration.between(began, Instant.now()));
            if (push.isAsPromised()) {
                keep(subject);
            } else {
                push.object(List.of("see " + keepOutput(subject)));
            }
        }
    }

    private void keep(KillSubject subject) {
        (subject.live().isPresent() ? live : empty).add(subject);
    }

    private Path keepOutput(KillSubject subject) {
        Path file = KillTest.REPORTS.resolve(subject.project() + ".log");
        try {
            Files.writeString(
                    file,
                    String.join("\n", killed.output()) + "\n--- started again\n" + String.join("\n", server.output()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private List<String> awaitPromise(KillSubject subject) {
        Instant end = Instant.now().plus(SETTLE_LIMIT);
        List<String> objections = observer.objections(subject.project(), subject.live());
        while (!objections.isEmpty() && Instant.now().isBefore(end)) {
            pause(LOOK_AGAIN_NANOS);
            objections = observer.objections(subject.project(), subject.live());
        }
        return objections;
    }

    private void requirePushed(List<KillSubject> subjects) {
        List<String> objections = push(subjects);
        if (!objections.isEmpty()) {
            throw new AssertionError("without a kill: " + objections);
        }
    }

    /** Pushes what is committed, all projects at once, and returns what went wrong. */
    private List<String> push(List<KillSubject> subjects) {
        List<GitClient.Running> clients =
                subjects.stream().map(KillSubject::push).toList();
        List<String> objections = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            KillSubject subject = subjects.get(i);
            GitClient.Result result = clients.get(i).await();
            if (result.exitCode() == 0) {
                subject.becameLive();
                objections.addAll(awaitPromise(subject));
            } else {
                objections.add(result.text());
            }
        }
        return objections;
    }

    /** How long a number of pushes take that start at the same time. */
    private Duration timeOf(int count) {
        List<KillSubject> subjects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            KillSubject subject = subject(i % 2 == 0 ? Kill.Before.NO_RELEASE : Kill.Before.A_RELEASE);
            subject.commit();
            subjects.add(subject);
        }
        Instant began = Instant.now();
        requirePushed(subjects);
        Duration time = Duration.between(began, Instant.now());
        subjects.forEach(this::keep);
        return time;
    }

    private GitClient.Running pushToPoint(KilledPush push) {
        String point = push.kill().point().orElseThrow();
        server.arm(point);
        GitClient.Running client = push.subject().push();
        try {
            Await.until(point, POINT_LIMIT, () -> server.hasReached(point) || !client.isAlive());
        } catch (AssertionError e) {
            push.object(List.of("the push hangs: " + client.lines()));
        }
        if (!client.isAlive() && !server.hasReached(point)) {
            push.object(List.of("not reached: " + client.lines()));
        }
        return client;
    }

    /** Starts each push so long ago that all come to their moment now. */
    private List<GitClient.Running> pushToMoment(List<KilledPush> pushes) {
        server.arm("");
        List<KilledPush> longestFirst = pushes.stream()
                .sorted(Comparator.comparing((KilledPush push) -> push.kill().fraction())
                        .reversed())
                .toList();
        List<GitClient.Running> clients = new ArrayList<>();
        double left = longestFirst.get(0).kill().fraction();
        for (KilledPush push : longestFirst) {
            pause((left - push.kill().fraction()) * pushTime.toNanos());
            left = push.kill().fraction();
            clients.add(push.subject().push());
        }
        pause(left * pushTime.toNanos());
        return clients;
    }

    private void startAndKill(String point) {
        server = KillableProgram.start(data, port, gatewayPort, point);
        server.awaitReached(point);
        server.kill();
    }

    private KillSubject subject(Kill.Before before) {
        Deque<KillSubject> known = before == Kill.Before.A_RELEASE ? live : empty;
        if (before != Kill.Before.NOTHING && !known.isEmpty()) {
            return known.removeFirst();
        }
        KillSubject subject = new KillSubject(newProject());
        if (before == Kill.Before.A_RELEASE) {
            subject.commit();
            requirePushed(List.of(subject));
        }
        return subject;
    }

    /** Each project that is live takes its share of the machine. */
    private void forgetSome() {
        while (live.size() > KEPT) {
            forget(live.removeFirst().project());
        }
    }

    private GitClient newProject() {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        String project = "kill-" + HexFormat.of().formatHex(random);
        projects.add(project);
        return GitClient.create(directory.resolve(project), "http://localhost:" + port + "/" + project + ".git", token);
    }

    /** Takes a project away from a server that is dead, as if it had never been. */
    private void forget(String project) {
        // SQLite heeds foreign keys only where it is told to, so that what belongs to the environment may stay.
        Jdbi.create("jdbc:sqlite:" + data.resolve("longshore.db"))
                .useHandle(handle -> handle.execute(
                        "DELETE FROM environments WHERE project_id IN (SELECT id FROM projects WHERE name = ?)",
                        project));
        remove(project);
        projects.remove(project);
    }

    private void remove(String project) {
        Map<String, String> labels = Map.of(ENVIRONMENT_LABEL, project);
        engine.containers()
                .list(labels)
                .forEach(container -> engine.containers().remove(container.id()));
        engine.networks().list(labels).forEach(network -> engine.networks().remove(network.name()));
    }

    private static void pause(double nanos) {
        LockSupport.parkNanos((long) nanos);
    }

    @Override
    public void close() {
        server.kill();
        gateway.close();
        projects.forEach(this::remove);
        removeImages();
        engine.close();
    }

    private void removeImages() {
        List<String> built = Jdbi.create("jdbc:sqlite:" + data.resolve("longshore.db"))
                .withHandle(handle -> handle.createQuery("SELECT DISTINCT reference FROM builds")
                        .mapTo(String.class)
                        .list());
        for (String image : built) {
            if (engine.images().find(image).isPresent()) {
                engine.images().remove(image);
            }
        }
    }
}
