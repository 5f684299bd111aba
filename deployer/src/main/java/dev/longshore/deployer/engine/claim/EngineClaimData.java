package dev.longshore.deployer.engine.claim;

import dev.longshore.deployer.ClaimData;
import dev.longshore.deployer.ClaimException;
import dev.longshore.deployer.ClaimException.Reason;
import dev.longshore.deployer.ClaimName;
import dev.longshore.deployer.ClaimStatus;
import dev.longshore.deployer.ClaimUse;
import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.concurrent.TaskGroup;
import dev.longshore.deployer.engine.files.ClaimDirectory;
import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.rollout.Convergence;
import dev.longshore.engine.EngineException;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.problem.IoReason;
import dev.longshore.project.release.Release;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The data of claims in an engine's volumes. */
public final class EngineClaimData implements ClaimData {
    private final ClusterTools tools;
    private final Function<EnvironmentName, ReentrantLock> changes;
    private final VolumeAccess access;
    /** Volumes that are being filled. */
    private final Set<String> unfinished = ConcurrentHashMap.newKeySet();

    /** @param changes the lock of what changes an environment */
    public EngineClaimData(ClusterTools tools, Function<EnvironmentName, ReentrantLock> changes) {
        this.tools = tools;
        this.changes = changes;
        this.access = new VolumeAccess(tools.engine(), tools.settings().proxyImage());
    }

    @Override
    public List<ClaimStatus> list(EnvironmentName environment, Optional<Release> live) {
        Map<ClaimName, List<ObjectKey>> use = live.map(ClaimUse::of).orElse(Map.of());
        Map<String, Long> sizes = tools.engine().volumes().sizes();
        List<ClaimStatus> claims = new ArrayList<>();
        tools.claims()
                .all(environment)
                .forEach((claim, volume) -> claims.add(new ClaimStatus(
                        claim, use.getOrDefault(claim, List.of()), Optional.ofNullable(sizes.get(volume)))));
        return List.copyOf(claims);
    }

    @Override
    public void backUp(EnvironmentName environment, ClaimName claim, OutputStream tar) {
        access.read(environment, require(environment, claim), tar);
    }

    @Override
    public void backUpStopped(EnvironmentName environment, ClaimName claim, Optional<Release> live, OutputStream tar) {
        String volume = require(environment, claim);
        alone(environment, () -> {
            stopUsers(live, claim);
            try {
                access.read(environment, volume, tar);
            } finally {
                start(live, claim);
            }
        });
    }

    @Override
    public Replacement read(EnvironmentName environment, ClaimName claim, InputStream tar) {
        require(environment, claim);
        removeLeftovers(environment, claim);
        String volume = ClaimDirectory.firstVolume(environment, claim) + "_"
                + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), Character.MAX_RADIX);
        unfinished.add(volume);
        try {
            tools.claims().make(environment, claim, volume);
            access.write(environment, volume, tar);
            return new StagedVolume(environment, claim, volume);
        } catch (UncheckedIOException e) {
            discard(volume);
            String why = Optional.ofNullable(e.getCause()).map(IoReason::of).orElse("it can't be read");
            throw new ClaimException(
                    Reason.BAD_ARCHIVE, "the archive can't be restored: " + why + "; nothing is changed", e);
        } catch (EngineException e) {
            discard(volume);
            throw new ClaimException(
                    Reason.FAILED, "the archive can't be restored: " + e.getMessage() + "; nothing is changed", e);
        } catch (RuntimeException | Error e) {
            discard(volume);
            throw e;
        }
    }

    @Override
    public void remove(EnvironmentName environment, ClaimName claim, Optional<Release> live) {
        require(environment, claim);
        List<ObjectKey> users = live.map(ClaimUse::of).orElse(Map.of()).getOrDefault(claim, List.of());
        if (!users.isEmpty()) {
            throw new ClaimException(
                    Reason.IN_USE,
                    "claim " + claim + " is used by " + names(users) + "; take it out of the project first, and push");
        }
        alone(environment, () -> {
            access.removeLeftovers(environment);
            tools.claims().remove(environment, claim);
        });
    }

    private String require(EnvironmentName environment, ClaimName claim) {
        return tools.claims()
                .find(environment, claim)
                .orElseThrow(() -> new ClaimException(
                        Reason.MISSING, "there is no claim " + claim + " with data; see: hasura claim list"));
    }

    /** Copies that a killed server never finished, or no longer needed. */
    private void removeLeftovers(EnvironmentName environment, ClaimName claim) {
        access.removeLeftovers(environment);
        String current = require(environment, claim);
        tools.claims().of(environment, claim).stream()
                .filter(volume -> !volume.equals(current) && !unfinished.contains(volume))
                .forEach(tools.claims()::remove);
    }

    private void discard(String volume) {
        try {
            tools.claims().remove(volume);
        } finally {
            unfinished.remove(volume);
        }
    }

    /** Stops the pods that have a claim open, and returns them. */
    private List<Replica> stopUsers(Optional<Release> live, ClaimName claim) throws InterruptedException {
        if (live.isEmpty()) {
            return List.of();
        }
        ClusterPlan plan = tools.planner().plan(live.get());
        List<Replica> pods = Inventory.take(
                        tools.engine().containers(), live.get().environment())
                .replicas()
                .stream()
                .filter(pod -> mounts(plan, pod, claim))
                .toList();
        for (Replica pod : pods) {
            if (pod.isActive() && (pod.kind() == Kind.JOB || pod.kind() == Kind.CRON_JOB)) {
                throw new ClaimException(
                        Reason.IN_USE,
                        "claim " + claim + " is used by a run of " + pod.owner() + "; try again when that has ended");
            }
        }
        tools.stops().stop(pods.stream().filter(Replica::isActive).toList(), Replica::grace);
        return pods;
    }

    /** Of a StatefulSet's pods each has claims of its own. */
    private static boolean mounts(ClusterPlan plan, Replica pod, ClaimName claim) {
        return pod.namespace() == claim.namespace()
                && plan.pods(new ObjectKey(pod.kind(), pod.namespace(), pod.owner())).stream()
                        .flatMap(owner -> owner.volumes().claims(pod.index()).stream())
                        .anyMatch(mounted -> mounted.claim().equals(claim.name()));
    }

    /** Runs the live release with the claim's data as it is now. */
    private void start(Optional<Release> live, ClaimName claim) throws InterruptedException {
        if (live.filter(release -> ClaimUse.of(release).containsKey(claim)).isEmpty()) {
            return;
        }
        List<String> failures = new Convergence(tools, tools.planner().plan(live.get())).restore();
        if (!failures.isEmpty()) {
            throw new ClaimException(Reason.FAILED, String.join("; ", failures));
        }
    }

    private static String names(List<ObjectKey> users) {
        return String.join(", ", users.stream().map(ObjectKey::name).distinct().toList());
    }

    private void alone(EnvironmentName environment, TaskGroup.Task task) {
        ReentrantLock change = changes.apply(environment);
        if (!change.tryLock()) {
            throw new ClaimException(
                    Reason.IN_USE, environment + " is being changed at the moment; try again when that is done");
        }
        try {
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClaimException(Reason.FAILED, "interrupted before it was done", e);
        } catch (RolloutException e) {
            throw new ClaimException(Reason.FAILED, String.valueOf(e.getMessage()), e);
        } finally {
            change.unlock();
        }
    }

    /** Data in a volume of its own. */
    private final class StagedVolume implements Replacement {
        private final EnvironmentName environment;
        private final ClaimName claim;
        private final String volume;
        private boolean inPlace;

        StagedVolume(EnvironmentName environment, ClaimName claim, String volume) {
            this.environment = environment;
            this.claim = claim;
            this.volume = volume;
        }

        @Override
        public void putInPlace(Optional<Release> live) {
            alone(environment, () -> {
                String before = require(environment, claim);
                try {
                    run(live, volume);
                } catch (ClaimException e) {
                    if (e.reason() == Reason.IN_USE) {
                        throw e;
                    }
                    throw notRunning(live, before, e);
                } catch (InterruptedException | RuntimeException e) {
                    throw notRunning(live, before, e);
                }
                inPlace = true;
                unfinished.remove(volume);
                tools.claims().remove(before);
            });
        }

        /**
         * The claim changes while it has no pods. So whenever this server dies, a repair makes them with what the claim has
         * then.
         */
        private void run(Optional<Release> live, String data) throws InterruptedException {
            stopUsers(live, claim).forEach(tools.replicas()::remove);
            tools.claims().use(environment, claim, data);
            start(live, claim);
        }

        private ClaimException notRunning(Optional<Release> live, String before, Exception cause) {
            return new ClaimException(
                    Reason.FAILED,
                    "what uses claim " + claim + " doesn't run with the restored data: " + cause.getMessage() + "; "
                            + goBack(live, before),
                    cause);
        }

        /** Says what came of it. */
        private String goBack(Optional<Release> live, String before) {
            boolean interrupted = Thread.interrupted();
            try {
                run(live, before);
                return "the data from before is back";
            } catch (InterruptedException | RuntimeException e) {
                // Pods that may have the new data open must not be taken for ones with the old.
                inPlace = tools.claims().volume(environment, claim).equals(volume);
                return (inPlace
                                ? "and it can't be taken away again"
                                : "the data from before is used again when that can be")
                        + ": " + e.getMessage();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void close() {
            if (!inPlace) {
                discard(volume);
            }
        }
    }
}
