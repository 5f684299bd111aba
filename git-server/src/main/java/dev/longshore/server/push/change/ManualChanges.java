package dev.longshore.server.push.change;

import dev.longshore.project.Project;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.release.Release;
import dev.longshore.server.push.request.MicroserviceChange;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What commands changed in the live release, as its commit doesn't say so, and a push takes back. */
public final class ManualChanges {
    private final Map<ObjectKey, Integer> committed;
    private final Map<ObjectKey, Integer> live;

    /** @param project what the live release's commit says */
    public ManualChanges(Project project, Release live) {
        this.committed = replicas(project.microservices().stream()
                .flatMap(microservice -> microservice.objects().stream())
                .toList());
        this.live = replicas(live.objects());
    }

    /** Says what of it the next release takes back. */
    public void tellUndone(Release next, Progress progress) {
        replicas(next.objects()).forEach((workload, wanted) -> {
            if (!committed.containsKey(workload)) {
                return;
            }
            if (!live.containsKey(workload)) {
                progress.step(Verb.RELEASE, workload.name(), "comes back: a command had removed it");
            } else if (!live.get(workload).equals(committed.get(workload))
                    && !live.get(workload).equals(wanted)) {
                progress.step(
                        Verb.RELEASE,
                        workload.name(),
                        MicroserviceChange.Scale.count(wanted) + " again, as its manifest says: a command had made it "
                                + live.get(workload));
            }
        });
    }

    private static Map<ObjectKey, Integer> replicas(List<Manifest> objects) {
        return TypedObjects.of(objects, PodOwner.class).stream()
                .collect(Collectors.toMap(
                        PodOwner::key, owner -> owner instanceof Workload workload ? workload.replicas() : 1));
    }
}
