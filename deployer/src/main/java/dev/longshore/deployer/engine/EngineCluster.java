package dev.longshore.deployer.engine;

import dev.longshore.deployer.ClaimData;
import dev.longshore.deployer.Cluster;
import dev.longshore.deployer.Commit;
import dev.longshore.deployer.Destination;
import dev.longshore.deployer.LogQuery;
import dev.longshore.deployer.PodLogLine;
import dev.longshore.deployer.PodQuery;
import dev.longshore.deployer.PodStatus;
import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.deployer.Tunnel;
import dev.longshore.deployer.WorkloadStatus;
import dev.longshore.deployer.engine.claim.EngineClaimData;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.EngineClusterSettings;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.job.CronJobs;
import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.ReleaseObjects;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.rollout.Convergence;
import dev.longshore.deployer.engine.rollout.Removal;
import dev.longshore.deployer.engine.rollout.Rollout;
import dev.longshore.deployer.engine.status.Liveness;
import dev.longshore.deployer.engine.status.LogReader;
import dev.longshore.deployer.engine.status.Pods;
import dev.longshore.deployer.engine.status.StatusReader;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ExecSession;
import dev.longshore.project.Microservice;
import dev.longshore.project.manifest.KubernetesObject;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.reader.ManifestReader;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.release.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A cluster on one machine's container engine. Nothing that it has to know is kept in memory, but how often a liveness
 * probe failed: a new one on the same engine and the same directories goes on where an earlier one ended.
 */
public final class EngineCluster implements Cluster {
    private final ClusterTools tools;
    private final Liveness liveness;
    private final CronJobs cronJobs;
    private final ClaimData data;
    private final Map<EnvironmentName, ReentrantLock> changes = new ConcurrentHashMap<>();

    public EngineCluster(Engine engine, EngineClusterSettings settings) {
        this.tools = ClusterTools.of(engine, settings);
        this.liveness = new Liveness(engine.containers(), tools.prober(), settings.clock());
        this.cronJobs = new CronJobs(tools);
        this.data = new EngineClaimData(tools, this::change);
    }

    @Override
    public List<Problem> check(EnvironmentName environment, List<Microservice> microservices) {
        // What the reading itself finds is found, and told, by the project's reader already.
        Problems known = new Problems();
        List<KubernetesObject> objects = new ArrayList<>();
        for (Microservice microservice : microservices) {
            for (Manifest manifest : microservice.objects()) {
                ManifestReader.read(manifest, known).ifPresent(objects::add);
            }
        }
        Problems problems = new Problems();
        new CapabilityCheck(problems).check(new ReleaseObjects(objects));
        return List.copyOf(problems.all());
    }

    @Override
    public RolloutOutcome rollOut(Release release, Optional<Release> live, Progress progress, Commit commit) {
        ReentrantLock change = change(release.environment());
        change.lock();
        try {
            warnWithoutIsolation(progress);
            Optional<ClusterPlan> before = live.map(tools.planner()::plan);
            ClusterPlan plan = tools.planner().plan(release);
            return new Rollout(tools, plan, before, progress, commit).run();
        } catch (RolloutException e) {
            // The plan comes before anything is touched.
            return new RolloutOutcome.Restored(String.valueOf(e.getMessage()));
        } finally {
            change.unlock();
        }
    }

    private void warnWithoutIsolation(Progress progress) {
        if (tools.settings().firewallImage().isEmpty()) {
            progress.step(
                    Progress.Verb.WARNING,
                    "isolation",
                    "containers can reach this machine and each other's projects: the server runs with --no-isolation");
        }
    }

    /**
     * The network to build images in, whose containers are kept from the machine as those of environments are; empty for
     * the engine's own when nothing is isolated.
     *
     * @throws EngineException when there can't be one
     */
    public Optional<String> buildNetwork() throws InterruptedException {
        if (tools.settings().firewallImage().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(tools.networks().ensureForBuilds());
        } catch (RolloutException e) {
            throw new EngineException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Does nothing while the environment is being changed otherwise. */
    @Override
    public List<String> repair(Release live) {
        ReentrantLock change = change(live.environment());
        if (!change.tryLock()) {
            return List.of();
        }
        try {
            ClusterPlan plan = tools.planner().plan(live);
            List<String> done = new ArrayList<>(new Convergence(tools, plan).repair());
            done.addAll(liveness.check(plan));
            done.addAll(cronJobs.check(plan));
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("the repair was interrupted");
        } catch (RolloutException e) {
            return List.of("release " + live.number() + " can't be repaired: " + e.getMessage());
        } finally {
            change.unlock();
        }
    }

    @Override
    public List<WorkloadStatus> status(Release live) {
        try {
            return new StatusReader(tools).read(tools.planner().plan(live));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while asking for the state of " + live.environment(), e);
        }
    }

    @Override
    public List<PodStatus> pods(Release live, ObjectKey workload) {
        return look(live, workload).statuses();
    }

    @Override
    public void logs(Release live, LogQuery query, Consumer<PodLogLine> lines) {
        Pods pods = look(live, query.pods().workload());
        try {
            new LogReader(tools.engine().containers()).read(pods.meant(query.pods()), query, lines);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public ClaimData data() {
        return data;
    }

    @Override
    public ExecSession exec(Release live, PodQuery container, ExecSession.Request command) {
        String id = look(live, container.workload()).container(container);
        return tools.engine().containers().exec(id, command);
    }

    @Override
    public Tunnel connect(Release live, Destination destination) throws IOException {
        return SocketTunnel.open(address(live, destination), destination.port());
    }

    /** A Service's own address; a headless one has none, and leads to a pod. */
    private String address(Release live, Destination destination) {
        Optional<String> proxy = destination
                .service()
                .flatMap(service -> inventory(live).proxies().stream()
                        .filter(candidate -> candidate.namespace() == service.namespace()
                                && candidate.service().equals(service.name()))
                        .flatMap(candidate ->
                                Optional.ofNullable(candidate.addresses().get(service.namespace())).stream())
                        .findFirst());
        return proxy.orElseGet(() -> look(live, destination.workload()).address(destination.pod()));
    }

    private Pods look(Release live, ObjectKey owner) {
        return Pods.of(tools.planner().plan(live), owner, inventory(live));
    }

    private Inventory inventory(Release live) {
        return Inventory.take(tools.engine().containers(), live.environment());
    }

    @Override
    public void remove(EnvironmentName environment) {
        ReentrantLock change = change(environment);
        change.lock();
        try {
            liveness.forget(environment);
            cronJobs.forget(environment);
            new Removal(tools).remove(environment, Replica::grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while removing " + environment, e);
        } finally {
            change.unlock();
        }
    }

    private ReentrantLock change(EnvironmentName environment) {
        return changes.computeIfAbsent(environment, any -> new ReentrantLock());
    }
}
