package dev.longshore.deployer.engine;

import dev.longshore.deployer.engine.plan.ReleaseObjects;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.CronJob;
import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.Job;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.problem.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds what one machine's engine can't honour of a project. */
final class CapabilityCheck {
    private final Problems problems;
    private final Map<String, ObjectKey> writers = new HashMap<>();

    CapabilityCheck(Problems problems) {
        this.problems = problems;
    }

    void check(ReleaseObjects objects) {
        objects.podOwners().forEach(this::check);
        for (Service service : objects.services()) {
            if (service.selector().isEmpty()) {
                problems.warning(
                        service.position(),
                        "Service \"" + service.key().name() + "\" has no selector, so nothing answers behind it");
            }
        }
    }

    private void check(PodOwner owner) {
        checkWriters(owner);
        owner.template().allContainers().forEach(container -> {
            checkReadiness(owner, container);
            checkMounts(owner, container);
            checkVariables(owner, container);
        });
    }

    /** A claim that is written to has one opener at a time. */
    private void checkWriters(PodOwner owner) {
        int atOnce = podsAtOnce(owner);
        for (Volume volume : owner.template().volumes()) {
            if (volume.source() instanceof Volume.ClaimSource claim && isWritten(owner, volume, claim)) {
                if (atOnce > 1) {
                    problems.error(
                            owner.position(),
                            owner.key() + " asks for " + atOnce + " "
                                    + (owner instanceof Workload ? "replicas" : "pods")
                                    + " that write to the same claim; "
                                    + (owner instanceof CronJob
                                            ? "set its concurrencyPolicy to Forbid or Replace"
                                            : "set it to 1, or mount the claim readOnly"));
                }
                ObjectKey other = writers.putIfAbsent(owner.key().namespace() + "/" + claim.claim(), owner.key());
                if (other != null) {
                    problems.error(
                            volume.position(),
                            "claim \"" + claim.claim() + "\" would be written to by " + other + " and " + owner.key()
                                    + " at the same time; give each a claim of its own, or mount it readOnly in one");
                }
            }
        }
    }

    private static int podsAtOnce(PodOwner owner) {
        if (owner instanceof Workload workload) {
            return workload.replicas();
        }
        if (owner instanceof CronJob cron && cron.concurrency() == CronJob.Concurrency.ALLOW) {
            return Math.max(2, cron.job().parallelism());
        }
        Job job = owner instanceof CronJob cron ? cron.job() : (Job) owner;
        return Math.min(job.parallelism(), job.completions());
    }

    private static boolean isWritten(PodOwner owner, Volume volume, Volume.ClaimSource claim) {
        return !claim.readOnly()
                && owner.template()
                        .allContainers()
                        .flatMap(container -> container.mounts().stream())
                        .anyMatch(mount -> mount.volume().equals(volume.name()) && !mount.readOnly());
    }

    /** The proxies, which ask on after a rollout, ask over HTTP and TCP only. */
    private void checkReadiness(PodOwner owner, Container container) {
        container.probes().readiness().map(Probe::action).ifPresent(action -> {
            if (action instanceof Probe.Exec || action instanceof Probe.Grpc) {
                problems.warning(
                        container.position(),
                        "the readinessProbe of " + owner.key()
                                + (action instanceof Probe.Exec ? " runs a command" : " asks over gRPC")
                                + ": it is asked during a rollout, but not afterwards");
            }
        });
    }

    private void checkMounts(PodOwner owner, Container container) {
        Set<String> paths = new HashSet<>();
        for (Container.Mount mount : container.mounts()) {
            if (!paths.add(mount.path())) {
                problems.error(
                        container.position(),
                        "container \"" + container.name() + "\" of " + owner.key() + " mounts two volumes at "
                                + mount.path());
            }
            boolean isFiles = owner.template()
                    .volume(mount.volume())
                    .filter(volume -> volume.source() instanceof Volume.FilesSource)
                    .isPresent();
            if (!mount.subPath().isEmpty() && !isFiles) {
                problems.error(
                        container.position(),
                        "volume \"" + mount.volume() + "\" of " + owner.key()
                                + " is mounted by a subPath, which the engine can do for files of ConfigMaps and Secrets"
                                + " only; mount the whole volume");
            }
        }
    }

    private void checkVariables(PodOwner owner, Container container) {
        for (Environment.Variable variable : container.environment()) {
            if (variable.value() instanceof Environment.PodField field && field.field() == Environment.Field.HOST_IP) {
                problems.error(
                        variable.position(),
                        "variable \"" + variable.name() + "\" of " + owner.key()
                                + " asks for status.hostIP, but no container can reach the machine");
            }
        }
    }
}
