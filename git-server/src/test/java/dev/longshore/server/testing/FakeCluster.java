package dev.longshore.server.testing;

import dev.longshore.deployer.Cluster;
import dev.longshore.deployer.Commit;
import dev.longshore.deployer.Destination;
import dev.longshore.deployer.LogQuery;
import dev.longshore.deployer.NoSuchPodException;
import dev.longshore.deployer.PodLogLine;
import dev.longshore.deployer.PodQuery;
import dev.longshore.deployer.PodStatus;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.deployer.Tunnel;
import dev.longshore.deployer.WorkloadStatus;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ExecSession;
import dev.longshore.project.Microservice;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.release.Release;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A cluster that remembers what it was asked and does as it is told. */
public final class FakeCluster implements Cluster {
    private final List<Release> rolledOut = new CopyOnWriteArrayList<>();
    private final List<Long> repaired = new CopyOnWriteArrayList<>();
    private final List<Long> putBack = new CopyOnWriteArrayList<>();
    private final List<EnvironmentName> removed = new CopyOnWriteArrayList<>();
    private final FakeClaimData data = new FakeClaimData();
    private final AtomicBoolean failRemoval = new AtomicBoolean();
    private volatile Supplier<RolloutOutcome> outcome = RolloutOutcome.Live::new;
    private volatile List<String> repairs = List.of();
    private volatile PodStatus.State podState = PodStatus.State.RUNNING;
    private volatile Runnable checking = () -> {};
    private volatile Printing printing = (query, lines) -> lines.accept("hello from the container");

    private volatile Containing containing = new Containing() {
        @Override
        public ExecSession exec(PodQuery container, ExecSession.Request command) {
            throw new NoSuchPodException("no pod of " + container.workload().name() + " runs");
        }

        @Override
        public Tunnel connect(Destination destination) throws IOException {
            throw new ConnectException("Connection refused");
        }
    };

    /** What a container prints. */
    @FunctionalInterface
    public interface Printing {
        void print(LogQuery query, Consumer<String> lines) throws InterruptedException;
    }

    /** What the containers print from now on. */
    public void print(Printing next) {
        printing = next;
    }

    /** What happens while a project is being read. */
    public void whileReading(Runnable next) {
        checking = next;
    }

    /** What the next repairs do, for a person. */
    public void repairWith(String done) {
        repairs = List.of(done);
    }

    /** What the next rollouts come to. */
    public void answer(Supplier<RolloutOutcome> next) {
        outcome = next;
    }

    public List<Release> rolledOut() {
        return rolledOut;
    }

    /** The numbers of the releases that were repaired. */
    public List<Long> repaired() {
        return repaired;
    }

    public List<EnvironmentName> removed() {
        return removed;
    }

    @Override
    public List<Problem> check(EnvironmentName environment, List<Microservice> microservices) {
        checking.run();
        return List.of();
    }

    /** The releases that served and gave way again, as they weren't committed. */
    public List<Long> putBack() {
        return putBack;
    }

    @Override
    public RolloutOutcome rollOut(Release release, Optional<Release> live, Progress progress, Commit commit) {
        rolledOut.add(release);
        RolloutOutcome reached = outcome.get();
        if (!(reached instanceof RolloutOutcome.Live)) {
            return reached;
        }
        try {
            Optional<String> refused = commit.run();
            if (refused.isEmpty()) {
                return reached;
            }
            putBack.add(release.number());
            return new RolloutOutcome.Restored(refused.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            putBack.add(release.number());
            return new RolloutOutcome.Restored("cancelled");
        }
    }

    @Override
    public List<String> repair(Release live) {
        repaired.add(live.number());
        return repairs;
    }

    @Override
    public List<WorkloadStatus> status(Release live) {
        return live.objects().stream()
                .map(Manifest::key)
                .filter(key -> key.kind().podTemplate().isPresent())
                .map(key -> new WorkloadStatus(key, WorkloadStatus.State.RUNNING, 1, 1, ""))
                .toList();
    }

    /** From now on no pod runs. */
    public void stopPods() {
        podState = PodStatus.State.FAILED;
    }

    /** What commands and connections meet. */
    public void contain(Containing next) {
        containing = next;
    }

    /** What is in the containers. */
    public interface Containing {
        ExecSession exec(PodQuery container, ExecSession.Request command);

        Tunnel connect(Destination destination) throws IOException;
    }

    @Override
    public List<PodStatus> pods(Release live, ObjectKey workload) {
        return List.of(new PodStatus(
                workload.name() + "-1",
                podState,
                2,
                Instant.parse("2026-01-01T10:00:00Z"),
                Optional.of(Instant.parse("2026-01-01T11:00:00Z")),
                List.of(workload.name()),
                ""));
    }

    @Override
    public ExecSession exec(Release live, PodQuery container, ExecSession.Request command) {
        return containing.exec(container, command);
    }

    @Override
    public Tunnel connect(Release live, Destination destination) throws IOException {
        return containing.connect(destination);
    }

    @Override
    public void logs(Release live, LogQuery query, Consumer<PodLogLine> lines) {
        try {
            printing.print(
                    query,
                    text -> lines.accept(new PodLogLine(query.pods().workload().name() + "-1", Instant.EPOCH, text)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public FakeClaimData data() {
        return data;
    }

    /** The engine that doesn't answer the next time that something is to be removed. */
    public void failNextRemoval() {
        failRemoval.set(true);
    }

    @Override
    public void remove(EnvironmentName environment) {
        if (failRemoval.getAndSet(false)) {
            throw new EngineException("no engine answers");
        }
        removed.add(environment);
    }
}
