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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** An installation whose server is killed again and again. */
final class KillLane implements AutoCloseable {
    private static final String FINISHED = "finished";
    private static final Set<String> DONE = Set.of("live", "unchanged");
    private static final Duration POINT_LIMIT = Duration.ofMinutes(2);
    private static final double LOOK_AGAIN_NANOS = 2e8;
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(90);

    private final Path data;
    private final Engine engine = DockerEngine.connect(EngineAddress.fromEnvironment(System.getenv()));
    private final Program gateway;
    private final int gatewayPort;
    private final PageObserver observer;
    private final int port;
    private final KillSubjects projects;
    private final Set<String> followedRows;
    private KillableProgram killed;
    private KillableProgram server;
    private Duration pushTime = Duration.ZERO;

    /** @param followedRows the {@linkplain Kill#row() rows} whose kill has been followed by a push that became live */
    KillLane(Path directory, Set<String> followedRows) {
        this.followedRows = followedRows;
        try {
            this.data = Files.createDirectories(directory.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String token = new Users(Database.open(data.resolve("longshore.db")), Clock.systemUTC())
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
        this.projects =
                new KillSubjects(directory, data.resolve("longshore.db"), engine, "http://localhost:" + port, token);
    }

    /** The points on the way of a push that isn't killed. */
    List<String> points(Kill.Push push) {
        KillSubject subject = subjects(List.of(push)).get(0);
        next(subject, push);
        server.arm("");
        requirePushed(List.of(subject));
        List<String> points = server.points();
        projects.giveBack(subject);
        return points;
    }

    /** The points on the way of the start after these kills. */
    List<String> startPoints(List<Kill> kills) {
        run(kills);
        return server.startPoints();
    }

    /**
     * Starts a push of another project for each kill, each to where it is to be killed; kills the server once, starts it,
     * and looks what became of each of the pushes. The first project that was killed at a row is pushed again at once; the
     * next push of the others is that of their next kill, or comes at the {@linkplain #pushAll end}.
     */
    List<KillResult> run(List<Kill> kills) {
        boolean timed = kills.get(0).point().isEmpty();
        if (timed && pushTime.isZero()) {
            pushTime = timeOf(kills.stream().map(Kill::push).toList());
        }
        List<KillSubject> subjects = subjects(kills.stream().map(Kill::push).toList());
        List<KilledPush> pushes = new ArrayList<>();
        for (int i = 0; i < kills.size(); i++) {
            KillSubject subject = subjects.get(i);
            pushes.add(new KilledPush(
                    kills.get(i),
                    subject,
                    observer.lastPush(subject.project()),
                    observer.containers(subject.project(), "page")));
            next(subject, kills.get(i).push());
        }
        List<GitClient.Running> clients = timed
                ? pushToMoment(pushes)
                : pushes.stream().map(this::pushToPoint).toList();
        server.kill();
        killed = server;
        clients.forEach(GitClient.Running::close);
        pushes.stream()
                .filter(push -> push.kill().push().needsRelease())
                .forEach(push -> push.object(observer.answers(
                        push.subject().project(),
                        push.subject().pages(),
                        push.subject().texts())));
        projects.forgetSome();
        kills.get(0).restart().ifPresent(this::startAndKill);
        settle(pushes);
        followUp(pushes);
        return pushes.stream().map(KilledPush::result).toList();
    }

    /** Pushes all projects once more, to the end; returns what went wrong. */
    List<String> pushAll() {
        projects.idle().forEach(KillSubject::commit);
        return push(projects.idle()).values().stream().flatMap(List::stream).toList();
    }

    private void settle(List<KilledPush> pushes) {
        Instant began = Instant.now();
        server = KillableProgram.start(data, port, gatewayPort, "");
        server.awaitPort();
        for (KilledPush push : pushes) {
            KillSubject subject = push.subject();
            String outcome = observer.stateOfPushAfter(push.before(), subject.project())
                    .map(state -> DONE.contains(state) ? FINISHED : state)
                    .orElse("unknown");
            if (outcome.equals(FINISHED)) {
                subject.becameLive();
            }
            push.object(awaitPromise(subject));
            push.settled(outcome, Duration.between(began, Instant.now()));
            push.object(push.restarted(observer.containers(subject.project(), "page")));
            if (push.isAsPromised()) {
                projects.giveBack(subject);
            } else {
                push.object(List.of("see " + keepOutput(subject)));
            }
        }
    }

    /** Pushes again what came to nothing, and something new where it came true. */
    private void followUp(List<KilledPush> pushes) {
        List<KilledPush> first = pushes.stream()
                .filter(push ->
                        push.isAsPromised() && followedRows.add(push.kill().row()))
                .toList();
        first.stream()
                .filter(KilledPush::isFinished)
                .forEach(push -> push.subject().commit());
        Map<KillSubject, List<String>> wrong =
                push(first.stream().map(KilledPush::subject).toList());
        first.forEach(push -> push.followed(wrong.getOrDefault(push.subject(), List.of())));
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
        push(subjects).forEach((subject, objections) -> {
            if (!objections.isEmpty()) {
                throw new AssertionError("without a kill: " + objections);
            }
        });
    }

    /** Makes the next push of each project, all at once, and returns what went wrong with each. */
    private Map<KillSubject, List<String>> push(List<KillSubject> subjects) {
        List<GitClient.Running> clients =
                subjects.stream().map(KillSubject::push).toList();
        Map<KillSubject, List<String>> objections = new LinkedHashMap<>();
        for (int i = 0; i < subjects.size(); i++) {
            KillSubject subject = subjects.get(i);
            GitClient.Result result = clients.get(i).await();
            if (result.exitCode() == 0) {
                subject.becameLive();
            }
            objections.put(subject, result.exitCode() == 0 ? awaitPromise(subject) : List.of(result.text()));
        }
        return objections;
    }

    /** How long these pushes take when they start at the same time. */
    private Duration timeOf(List<Kill.Push> pushes) {
        List<KillSubject> subjects = subjects(pushes);
        for (int i = 0; i < pushes.size(); i++) {
            next(subjects.get(i), pushes.get(i));
        }
        Instant began = Instant.now();
        requirePushed(subjects);
        Duration time = Duration.between(began, Instant.now());
        subjects.forEach(projects::giveBack);
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

    /** A project for each of these pushes, with all that it needs. */
    private List<KillSubject> subjects(List<Kill.Push> pushes) {
        List<KillSubject> subjects = pushes.stream().map(projects::take).toList();
        List<KillSubject> lacking = lacking(subjects, pushes);
        while (!lacking.isEmpty()) {
            lacking.forEach(KillSubject::commit);
            requirePushed(lacking);
            lacking = lacking(subjects, pushes);
        }
        return subjects;
    }

    private static List<KillSubject> lacking(List<KillSubject> subjects, List<Kill.Push> pushes) {
        return IntStream.range(0, subjects.size())
                .filter(i -> !subjects.get(i).isReadyFor(pushes.get(i)))
                .mapToObj(subjects::get)
                .toList();
    }

    private void next(KillSubject subject, Kill.Push push) {
        switch (push) {
            case NEW_PROJECT, FIRST_RELEASE, NEXT_RELEASE -> subject.commit();
            case UNCHANGED -> subject.commitNothing();
            case RESTART -> subject.restart();
            case SCALE -> subject.scale();
            case REMOVE -> subject.remove();
            case ROLLBACK ->
                subject.rollBack(observer.release(
                        subject.project(), subject.past().orElseThrow().commit()));
        }
    }

    private static void pause(double nanos) {
        LockSupport.parkNanos((long) nanos);
    }

    @Override
    public void close() {
        server.kill();
        gateway.close();
        projects.removeAll();
        engine.close();
    }
}
