package dev.longshore.deployer.engine;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.problem.Problems;
import java.util.HashSet;
import java.util.Set;

/** Finds what one machine's engine can't honour of a project. */
final class CapabilityCheck {
    private final Problems problems;

    CapabilityCheck(Problems problems) {
        this.problems = problems;
    }

    void check(ReleaseObjects objects) {
        objects.workloads().forEach(this::check);
        for (Service service : objects.services()) {
            if (service.selector().isEmpty()) {
                problems.warning(
                        service.position(),
                        "Service \"" + service.key().name() + "\" has no selector, so nothing answers behind it");
            }
        }
    }

    private void check(Workload workload) {
        if (workload.template().containers().size() != 1) {
            problems.error(
                    workload.position(),
                    workload.key() + " has " + workload.template().containers().size()
                            + " containers; on one machine's engine a pod has one: make each a Deployment of its own");
            return;
        }
        Container container = workload.template().containers().get(0);
        if (workload.replicas() > 1 && writesToClaim(workload, container)) {
            problems.error(
                    workload.position(),
                    workload.key() + " asks for " + workload.replicas()
                            + " replicas that write to the same claim; set replicas to 1, or mount it readOnly");
        }
        if (container
                .probes()
                .readiness()
                .map(Probe::action)
                .filter(Probe.Exec.class::isInstance)
                .isPresent()) {
            problems.warning(
                    container.position(),
                    "the readinessProbe of " + workload.key()
                            + " runs a command: it is asked during a rollout, but not afterwards");
        }
        checkMounts(workload, container);
    }

    private void checkMounts(Workload workload, Container container) {
        Set<String> scratch = new HashSet<>();
        for (Container.Mount mount : container.mounts()) {
            workload.template().volume(mount.volume()).ifPresent(volume -> {
                if (volume.source() instanceof Volume.ClaimSource
                        && !mount.subPath().isEmpty()) {
                    problems.error(
                            container.position(),
                            "volume \"" + volume.name() + "\" of " + workload.key()
                                    + " mounts a subPath of a claim, which the engine can't do; mount the whole claim");
                }
                if (volume.source() instanceof Volume.EmptySource && !scratch.add(volume.name())) {
                    problems.error(
                            container.position(),
                            "volume \"" + volume.name() + "\" of " + workload.key()
                                    + " is an emptyDir mounted twice, which the engine can't do; mount it once");
                }
            });
        }
    }

    private static boolean writesToClaim(Workload workload, Container container) {
        return container.mounts().stream()
                .filter(mount -> !mount.readOnly())
                .flatMap(mount -> workload.template().volume(mount.volume()).stream())
                .anyMatch(volume -> volume.source() instanceof Volume.ClaimSource claim && !claim.readOnly());
    }
}
