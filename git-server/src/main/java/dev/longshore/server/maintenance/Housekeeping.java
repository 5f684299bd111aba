package dev.longshore.server.maintenance;

import dev.longshore.project.name.ProjectName;
import dev.longshore.server.repository.PushPins;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.EndedPushes;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the repositories small, on a thread of its own: once a day, or as soon as one has many loose objects or packs, the
 * pins of pushes that came to nothing are dropped and the repository is packed. One that receives a push is left for the
 * next round. A failure is logged and changes nothing for pushes.
 */
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration ROUND = Duration.ofMinutes(10);
    private static final Duration PERIOD = Duration.ofDays(1);

    /** How long the commit of a push that came to nothing stays pinned. */
    private static final Duration PINNED_FOR = Duration.ofDays(14);

    /** Git's defaults of {@code gc.auto} and {@code gc.autoPackLimit}. */
    private static final int MANY_OBJECTS = 6_700;

    private static final int MANY_PACKS = 50;

    private final Environments environments;
    private final EndedPushes pushes;
    private final Repositories repositories;
    private final ReceiveActivity activity;
    private final Clock clock;
    private final Map<ProjectName, Instant> lastRuns = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "housekeeping");
        worker.setDaemon(true);
        return worker;
    });

    public Housekeeping(
            Environments environments,
            EndedPushes pushes,
            Repositories repositories,
            ReceiveActivity activity,
            Clock clock) {
        this.environments = environments;
        this.pushes = pushes;
        this.repositories = repositories;
        this.activity = activity;
        this.clock = clock;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A round never fails, and ends with its thread.
    public void start() {
        thread.scheduleWithFixedDelay(this::runRound, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks after every repository that needs it; what fails is logged. */
    void runRound() {
        Map<ProjectName, List<StoredEnvironment>> projects = new LinkedHashMap<>();
        try {
            for (StoredEnvironment environment : environments.all()) {
                projects.computeIfAbsent(environment.name().project(), name -> new ArrayList<>())
                        .add(environment);
            }
        } catch (RuntimeException e) {
            LOG.warn("the repositories can't be listed; housekeeping tries again", e);
        }
        projects.forEach((project, ofProject) -> {
            try {
                lookAfter(project, ofProject);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                LOG.warn("the repository of {} can't be packed; housekeeping tries again", project, e);
            }
        });
    }

    /** Ends at once; a pack that is being written is removed when the server starts again. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void lookAfter(ProjectName project, List<StoredEnvironment> ofProject)
            throws IOException, InterruptedException {
        Optional<Repository> opened = repositories.open(project);
        if (opened.isEmpty()) {
            return;
        }
        try (Repository repository = opened.get()) {
            if (!(repository instanceof FileRepository files)
                    || !activity.isQuiet(repository.getDirectory().toPath())
                    || !isDue(project, files)) {
                return;
            }
            Instant now = clock.instant();
            for (StoredEnvironment environment : ofProject) {
                for (long push : pushes.withoutRelease(environment.id(), now.minus(PINNED_FOR))) {
                    PushPins.unpin(repository, push);
                }
            }
            RepositoryGc.run(files, now);
            lastRuns.put(project, now);
            LOG.info("the repository of {} is packed", project);
        }
    }

    /** The first round after a start packs nothing that isn't large, so that restarts cost nothing. */
    private boolean isDue(ProjectName project, FileRepository repository) throws IOException {
        Instant last = lastRuns.computeIfAbsent(project, name -> clock.instant());
        if (!clock.instant().isBefore(last.plus(PERIOD))) {
            return true;
        }
        GC.RepoStatistics statistics = new GC(repository).getStatistics();
        return statistics.numberOfLooseObjects > MANY_OBJECTS || statistics.numberOfPackFiles > MANY_PACKS;
    }
}
