package dev.longshore.server.api;

import dev.longshore.deployer.Cluster;
import dev.longshore.deployer.NoSuchPodException;
import dev.longshore.deployer.PodStatus;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.name.Namespace;
import dev.longshore.server.push.change.LiveMicroservice;
import dev.longshore.server.push.change.LiveMicroservices;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the microservice that a path names, in the namespace that a parameter names. */
final class MicroserviceLookup {
    /** The beginning of the path of everything that belongs to a microservice; the third group is its name. */
    static final String PATH = EnvironmentLookup.PATH + "/microservices/([^/]+)";

    private static final List<String> PLATFORM = List.of("gateway", "platform-sync", "sshd");

    private final EnvironmentLookup environments;
    private final ReleaseJournal releases;

    MicroserviceLookup(EnvironmentLookup environments, ReleaseJournal releases) {
        this.environments = environments;
        this.releases = releases;
    }

    /** A microservice and where it runs. */
    record Found(StoredEnvironment environment, LiveRelease live, Namespace namespace, LiveMicroservice microservice) {
        /**
         * The workload that has a pod, or the only one.
         *
         * @throws NoSuchPodException when none has, or it isn't clear which is meant
         */
        ObjectKey workload(Cluster cluster, Optional<String> pod) {
            List<ObjectKey> workloads =
                    microservice.workloads().stream().map(PodOwner::key).toList();
            if (workloads.size() == 1) {
                return workloads.get(0);
            }
            String names = workloads.stream().map(ObjectKey::name).collect(Collectors.joining(", "));
            if (pod.isEmpty()) {
                throw new NoSuchPodException(
                        microservice.name() + " has several workloads; name one of " + names + ", or a pod with -p");
            }
            return workloads.stream()
                    .filter(key ->
                            pods(cluster, key).anyMatch(status -> status.name().equals(pod.get())))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchPodException(
                            "none of " + names + " has a pod " + pod.get() + "; see: " + statusCommand()));
        }

        /**
         * The first pod that runs of some of its workloads.
         *
         * @throws NoSuchPodException when none runs
         */
        String runningPod(Cluster cluster, Stream<ObjectKey> of) {
            return of.flatMap(key -> pods(cluster, key))
                    .filter(status -> status.state() == PodStatus.State.RUNNING)
                    .map(PodStatus::name)
                    .findFirst()
                    .orElseThrow(() -> new NoSuchPodException(
                            "no pod of " + microservice.name() + " runs; see: " + statusCommand()));
        }

        private String statusCommand() {
            return "hasura microservice status " + microservice.name() + namespace.option();
        }

        private Stream<PodStatus> pods(Cluster cluster, ObjectKey workload) {
            return cluster.pods(live.release(), workload).stream();
        }
    }

    /** @throws ApiException when there is no such environment or microservice, or nothing is live */
    Found find(Call call) throws ApiException {
        StoredEnvironment environment = environments.find(call.name(0), call.name(1));
        LiveRelease live = releases.live(environment.id())
                .orElseThrow(() -> ApiException.notFound("nothing is live here yet; push something first"));
        Namespace namespace = namespace(call);
        String name = call.name(2);
        LiveMicroservices microservices = LiveMicroservices.of(live);
        Optional<LiveMicroservice> found = microservices.find(namespace, name);
        if (found.isEmpty() && PLATFORM.contains(name)) {
            throw ApiException.notFound(name + " is a part of Longshore itself, not a container of the project");
        }
        return new Found(
                environment,
                live,
                namespace,
                found.orElseThrow(() -> ApiException.notFound(microservices.missing(namespace, name))));
    }

    private static Namespace namespace(Call call) throws ApiException {
        String text =
                Optional.ofNullable(call.request().getParameter("namespace")).orElse(Namespace.USER.value());
        return text.equals("user")
                ? Namespace.USER
                : Namespace.of(text)
                        .orElseThrow(() -> ApiException.badRequest("namespace must be user, hasura or default"));
    }
}
