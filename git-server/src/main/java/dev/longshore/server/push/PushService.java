package dev.longshore.server.push;

import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.limits.GitLimits;
import dev.longshore.server.limits.TreeBudget;
import dev.longshore.server.log.LogText;
import dev.longshore.server.log.PushLog;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.log.SecretMask;
import dev.longshore.server.push.queue.EnvironmentLocks;
import dev.longshore.server.push.queue.EnvironmentQueue;
import dev.longshore.server.push.queue.Heartbeat;
import dev.longshore.server.push.queue.ImageDeadline;
import dev.longshore.server.push.queue.ImageUse;
import dev.longshore.server.push.queue.PushDeadline;
import dev.longshore.server.push.recovery.Recovery;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.Ending;
import dev.longshore.server.push.request.PushRequest;
import dev.longshore.server.push.request.Verdict;
import dev.longshore.server.push.run.PushPipeline;
import dev.longshore.server.push.run.PushRunner;
import dev.longshore.server.push.step.BranchStep;
import dev.longshore.server.push.step.ImageStep;
import dev.longshore.server.push.step.LastLines;
import dev.longshore.server.push.step.PlanStep;
import dev.longshore.server.push.step.ReadStep;
import dev.longshore.server.push.step.RolloutStep;
import dev.longshore.server.push.step.Rooms;
import dev.longshore.server.push.step.Steps;
import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.repository.PushPins;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.BaseImageLocks;
import dev.longshore.server.store.BuildJournal;
import dev.longshore.server.store.DiskReserve;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.PushStage;
import dev.longshore.server.store.PushState;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Accepts pushes and runs them on threads of its own, so that a push goes on whatever becomes of the connection that
 * brought it.
 */
public final class PushService {
    private static final Logger LOG = LoggerFactory.getLogger(PushService.class);

    /** How long the steps may take to stop once they are told to. */
    private static final Duration CUT_OFF = Duration.ofSeconds(30);

    /** How long who cancels a push waits for its end. */
    private static final Duration CANCELLING = Duration.ofSeconds(20);

    private final PushJournal journal;
    private final ReleaseJournal releases;
    private final PushLogs logs;
    private final Repositories repositories;
    private final Clock clock;
    private final LiveSecrets liveSecrets;
    private final FirstLines firstLines;
    private final EnvironmentQueue queue = new EnvironmentQueue();
    private final Heartbeat heartbeat;
    private final ImageDeadline imageDeadline;
    private final PushDeadline pushDeadline;
    private final PushRunner runner;
    private final int keptReleases;
    private final ExecutorService pushThreads = Executors.newCachedThreadPool(named("push"));
    private final ExecutorService imageThreads = Executors.newCachedThreadPool(named("image"));
    private boolean stopping;

    /**
     * @param heartbeat the longest time that a push is silent
     * @param imagesAtOnce how many images are built or fetched at the same time
     * @param imageDeadline how long the building or fetching of one image may take
     * @param pushDeadline how long a push may take from when it is its turn
     * @param keptReleases how many of an environment's newest releases keep their images
     * @param serverUrl without a '/' at its end
     * @param tree what a commit that deploys may have
     */
    public record Options(
            Duration heartbeat,
            int imagesAtOnce,
            Duration imageDeadline,
            Duration pushDeadline,
            int keptReleases,
            GatewayAddress gateway,
            String serverUrl,
            GitLimits.Tree tree) {}

    /** The journals that a push writes. */
    public record Journals(PushJournal pushes, BuildJournal builds, ReleaseJournal releases, BaseImageLocks bases) {}

    public PushService(
            Rooms rooms,
            Journals journals,
            PushLogs logs,
            LiveSecrets liveSecrets,
            Repositories repositories,
            EnvironmentLocks locks,
            ImageUse imageUse,
            DiskReserve reserve,
            Recovery recovery,
            Options options,
            Clock clock) {
        this.journal = journals.pushes();
        this.releases = journals.releases();
        this.logs = logs;
        this.liveSecrets = liveSecrets;
        this.repositories = repositories;
        this.clock = clock;
        this.firstLines = new FirstLines(options.serverUrl());
        this.heartbeat = new Heartbeat(options.heartbeat());
        this.imageDeadline = new ImageDeadline(options.imageDeadline());
        ImageStep imaging =
                new ImageStep(rooms.builders(), journals.builds(), imageThreads, options.imagesAtOnce(), imageDeadline);
        this.keptReleases = options.keptReleases();
        this.pushDeadline = new PushDeadline(options.pushDeadline());
        Steps steps = new Steps(
                new ReadStep(rooms.cluster(), new TreeBudget(options.tree())),
                new PlanStep(rooms.planner(), rooms.builders(), journals.bases(), journals.builds()),
                imaging,
                new RolloutStep(rooms.cluster(), journals.releases(), reserve),
                new BranchStep(reserve),
                new LastLines(options.gateway()),
                rooms.cluster(),
                rooms.builders(),
                journals.pushes(),
                journals.releases(),
                locks,
                options.keptReleases());
        this.runner = new PushRunner(
                queue,
                new PushPipeline(steps, clock),
                imageUse,
                journal,
                recovery,
                repositories,
                heartbeat,
                pushDeadline);
    }

    /**
     * Accepts a push, or finds the one with the same commit that is on its way already. When this returns, the push is in
     * the journal, its commit is pinned and its log has its first line; whatever happens, it gets a verdict.
     *
     * @throws IllegalStateException when the server is stopping; the message is meant for a person
     */
    public ActivePush accept(PushRequest request, Repository repository) throws IOException {
        SecretMask secrets = secrets(request.environment());
        ActivePush push = findOrQueue(request, secrets, repository);
        if (request.waitsForItsTurn()) {
            supersede(push, repository);
        }
        return push;
    }

    private synchronized ActivePush findOrQueue(PushRequest asked, SecretMask secrets, Repository repository)
            throws IOException {
        if (stopping) {
            throw new IllegalStateException("the server is stopping; push again when it is back");
        }
        Optional<ActivePush> same = queue.find(asked);
        if (same.isPresent()) {
            return same.get();
        }
        PushRequest request = asked.withSubject(LogText.inOneLine(asked.subject(), secrets));
        long id = journal.queue(new PushJournal.Arrival(
                request.environment().id(),
                request.kind(),
                request.branch(),
                request.commit().name(),
                request.subject(),
                request.by(),
                request.targetRelease(),
                request.forcedFrom().map(ObjectId::name)));
        try {
            PushPins.pin(repository, id, request.commit());
            PushLog log = logs.open(id);
            ActivePush push = new ActivePush(id, request, log, secrets, journal, clock);
            firstLines.of(id, request).forEach(push.progress()::line);
            queue.join(push);
            start(push);
            return push;
        } catch (IOException | RuntimeException | Error e) {
            journal.finish(id, PushState.FAILED, "it could not be accepted");
            logs.end(id);
            throw e;
        }
    }

    /** A push that nothing runs must not stand in anybody's way. */
    private void start(ActivePush push) {
        try {
            pushThreads.execute(() -> run(push));
        } catch (RuntimeException | Error e) {
            queue.leave(push);
            throw e;
        }
    }

    /**
     * Outside of every lock, as a long history takes its time to be walked. The push is on its way by now, and no error
     * here may look as if it weren't.
     */
    private void supersede(ActivePush push, Repository repository) {
        DeployBranch branch = new DeployBranch(repository);
        try {
            for (ActivePush waiting : queue.waitingBefore(push)) {
                if (push.request().mayReplace(waiting.request())
                        && branch.isAncestor(
                                waiting.request().commit(), push.request().commit())) {
                    queue.supersede(waiting, push);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("what push {} supersedes can't be found out", push.id(), e);
        }
    }

    /**
     * Ends a push that waits or runs, and gives it a short time to do so.
     *
     * @return false when it has ended, or something else ends it
     */
    public boolean cancel(StoredEnvironment environment, long id, String by) throws InterruptedException {
        Optional<ActivePush> push = queue.find(environment.id(), id);
        if (push.isEmpty() || !push.get().endEarly(Ending.cancelledBy(by))) {
            return false;
        }
        Optional<Verdict> verdict = push.get().awaitVerdict(CANCELLING);
        return verdict.isEmpty() || verdict.get().state() == PushState.CANCELLED;
    }

    /** How many of an environment's newest releases can be rolled back to for certain. */
    public int keptReleases() {
        return keptReleases;
    }

    /** The name of the branch that deploys. */
    public String deployBranch(StoredEnvironment environment) throws IOException {
        try (Repository repository = repositories.ensure(environment.name().project())) {
            return new DeployBranch(repository).displayName();
        }
    }

    /**
     * Makes another branch the one that deploys. It must be at the same commit.
     *
     * @return why it can't be, for a person
     */
    public synchronized Optional<String> deployFrom(StoredEnvironment environment, String branch) throws IOException {
        // None can be accepted while this holds the monitor.
        Optional<ActivePush> first = queue.first(environment.id());
        if (first.isPresent()) {
            return Optional.of(first.get().description() + " is on its way; wait for its end");
        }
        try (Repository repository = repositories.ensure(environment.name().project())) {
            return DeployBranchChange.run(repository, branch);
        }
    }

    /** Notes a push of a ref that deploys nothing, and returns its id. */
    public long stored(StoredEnvironment environment, String ref, ObjectId commit, String subject, String by)
            throws IOException {
        return journal.stored(new PushJournal.Arrival(
                environment.id(),
                Repository.shortenRefName(ref),
                commit.name(),
                LogText.inOneLine(subject, secrets(environment)),
                by));
    }

    /** Masks those that are known before a push is read. */
    private SecretMask secrets(StoredEnvironment environment) {
        return releases.live(environment.id())
                .map(live -> liveSecrets.mask(environment.id(), live.release()))
                .orElse(SecretMask.CREDENTIALS);
    }

    /**
     * Accepts no more pushes, ends those that wait, lets those that run end within {@code grace} and then cuts them off.
     * Every push has its verdict when this returns, unless a step ignores that it was told to stop.
     */
    public void close(Duration grace) throws InterruptedException {
        synchronized (this) {
            stopping = true;
        }
        pushThreads.shutdown();
        queue.all().stream()
                .filter(push -> push.stage() == PushStage.WAITING)
                .forEach(push -> push.endEarly(Ending.serverStops()));
        if (!pushThreads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            queue.all().forEach(push -> push.endEarly(Ending.serverStops()));
            if (!pushThreads.awaitTermination(CUT_OFF.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("pushes that don't stop are left behind: the next start of the server ends them");
            }
        }
        imageThreads.shutdownNow();
        heartbeat.close();
        imageDeadline.close();
        pushDeadline.close();
    }

    private void run(ActivePush push) {
        MDC.put("push", Long.toString(push.id()));
        push.runHere();
        Verdict verdict = Verdict.rejected(PushState.FAILED, "an internal error");
        try {
            verdict = runner.run(push);
        } finally {
            // In this order: who follows the log sees its end only when the verdict is there to be asked for.
            queue.leave(push);
            push.end(verdict);
            endLog(push.id());
            MDC.clear();
            // The pool uses this thread again: an interrupt that came too late must not hit its next push.
            Thread.interrupted();
        }
    }

    private void endLog(long id) {
        try {
            logs.end(id);
        } catch (IOException e) {
            LOG.error("the push's log can't be closed", e);
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> new Thread(task, name + "-" + count.incrementAndGet());
    }
}
