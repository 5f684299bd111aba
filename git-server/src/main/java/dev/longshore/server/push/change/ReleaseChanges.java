package dev.longshore.server.push.change;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.release.Release;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import dev.longshore.server.push.request.MicroserviceChange;
import dev.longshore.server.push.request.PushRejectedException;
import dev.longshore.server.store.LiveRelease;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Makes the next release of the live one and a change. Pure: nothing is touched. */
public final class ReleaseChanges {
    private static final Set<Kind> RESTARTED = EnumSet.of(Kind.DEPLOYMENT, Kind.STATEFUL_SET, Kind.DAEMON_SET);
    private static final Set<Kind> SCALED = EnumSet.of(Kind.DEPLOYMENT, Kind.STATEFUL_SET);

    private final LiveRelease live;
    private final long number;
    private final Instant now;

    /** @param number of the next release */
    public ReleaseChanges(LiveRelease live, long number, Instant now) {
        this.live = live;
        this.number = number;
        this.now = now;
    }

    /** @throws PushRejectedException when the live release has nothing that could be changed so */
    public ChangedRelease apply(MicroserviceChange change) throws PushRejectedException {
        LiveMicroservices microservices = LiveMicroservices.of(live);
        LiveMicroservice microservice = microservices
                .find(change.namespace(), change.microservice())
                .orElseThrow(() -> PushRejectedException.refused(
                        microservices.missing(change.namespace(), change.microservice()),
                        "there is no microservice " + change.microservice()));
        if (change instanceof MicroserviceChange.Scale scale) {
            return scale(microservice, scale.replicas());
        }
        return change instanceof MicroserviceChange.Restart
                ? restart(microservice)
                : new MicroserviceRemoval(live, microservice).apply(number);
    }

    private ChangedRelease restart(LiveMicroservice microservice) throws PushRejectedException {
        Set<ObjectKey> restarted = microservice.workloads().stream()
                .map(PodOwner::key)
                .filter(key -> RESTARTED.contains(key.kind()))
                .collect(Collectors.toUnmodifiableSet());
        if (restarted.isEmpty()) {
            throw refused(microservice, "has nothing that could be restarted: it runs to its end");
        }
        return new ChangedRelease(
                withObjects(object -> restarted.contains(object.key()) ? RestartMarks.mark(object, now) : object),
                microservice.name() + " restarted",
                List.of());
    }

    private ChangedRelease scale(LiveMicroservice microservice, int replicas) throws PushRejectedException {
        if (microservice.workloads().size() > 1) {
            LiveMicroservices names = LiveMicroservices.of(live);
            throw refused(
                    microservice,
                    "has several workloads; name one: "
                            + microservice.workloads().stream()
                                    .map(owner -> names.name(owner.key()))
                                    .collect(Collectors.joining(", ")));
        }
        if (!(microservice.workloads().get(0) instanceof Workload workload)
                || !SCALED.contains(workload.key().kind())) {
            throw refused(
                    microservice,
                    "is a " + microservice.workloads().get(0).key().kind() + ", which has no number of replicas");
        }
        YamlScalar count = new YamlScalar(workload.position(), YamlScalar.Type.INTEGER, Integer.toString(replicas));
        return new ChangedRelease(
                withObjects(object -> object.key().equals(workload.key())
                        ? new Manifest(
                                object.key(), YamlPath.of("spec", "replicas").put(object.body(), count))
                        : object),
                microservice.name() + " has " + MicroserviceChange.Scale.count(replicas) + ", had "
                        + workload.replicas(),
                List.of("The next push brings back as many replicas of " + microservice.name()
                        + " as its manifest says."));
    }

    private LiveRelease withObjects(UnaryOperator<Manifest> change) {
        Release release = live.release();
        return new LiveRelease(
                new Release(
                        release.environment(),
                        number,
                        release.commit(),
                        release.images(),
                        release.objects().stream().map(change).toList(),
                        release.routes()),
                live.microservices());
    }

    private static PushRejectedException refused(LiveMicroservice microservice, String why) {
        String text = "microservice " + microservice.name() + " " + why;
        return PushRejectedException.refused(text, text);
    }
}
