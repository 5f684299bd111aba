package dev.longshore.server.api;

import dev.longshore.deployer.Cluster;
import dev.longshore.deployer.WorkloadStatus;
import dev.longshore.project.manifest.KubernetesObject;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ManifestReader;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.release.Release;
import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.log.LogText;
import dev.longshore.server.log.SecretMask;
import dev.longshore.server.push.LiveSecrets;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.StoredEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs in an environment, as its people know it: a row for all that runs pods, named after its microservice. */
final class MicroserviceList {
    private final Cluster cluster;
    private final GatewayAddress gateway;
    private final LiveSecrets liveSecrets;

    MicroserviceList(Cluster cluster, GatewayAddress gateway, LiveSecrets liveSecrets) {
        this.cluster = cluster;
        this.gateway = gateway;
        this.liveSecrets = liveSecrets;
    }

    List<MicroserviceRow> rows(StoredEnvironment environment, LiveRelease live) {
        List<KubernetesObject> objects = live.release().objects().stream()
                .map(MicroserviceList::read)
                .flatMap(Optional::stream)
                .toList();
        SecretMask secrets = liveSecrets.mask(environment.id(), live.release());
        return cluster.status(live.release()).stream()
                .map(status -> row(live, objects, status, secrets))
                .toList();
    }

    /** The workload that a row's name means. */
    Optional<ObjectKey> find(LiveRelease live, String name) {
        return live.release().objects().stream()
                .map(MicroserviceList::read)
                .flatMap(Optional::stream)
                .filter(PodOwner.class::isInstance)
                .map(KubernetesObject::key)
                .filter(workload -> name(live, workload).equals(name))
                .findFirst();
    }

    private MicroserviceRow row(
            LiveRelease live, List<KubernetesObject> objects, WorkloadStatus status, SecretMask secrets) {
        ObjectKey workload = status.workload();
        List<Service> services = services(objects, workload);
        return new MicroserviceRow(
                name(live, workload),
                workload.namespace().value(),
                status.state().text(),
                status.ready(),
                status.desired(),
                LogText.inOneLine(status.detail(), secrets),
                services.stream()
                        .findFirst()
                        .map(service -> service.key().name() + "."
                                + service.key().namespace().value())
                        .orElse(""),
                urls(live.release(), services));
    }

    /** The microservice's name when it has one workload, else the workload's. */
    private static String name(LiveRelease live, ObjectKey workload) {
        Map<ObjectKey, String> microservices = live.microservices();
        String microservice = microservices.getOrDefault(workload, workload.name());
        long workloads =
                microservices.values().stream().filter(microservice::equals).count();
        return workloads > 1 ? workload.name() : microservice;
    }

    private static List<Service> services(List<KubernetesObject> objects, ObjectKey key) {
        return objects.stream()
                .filter(object -> object instanceof Workload && object.key().equals(key))
                .flatMap(workload -> objects.stream()
                        .filter(object -> object instanceof Service service && service.selects((Workload) workload)))
                .map(Service.class::cast)
                .toList();
    }

    private List<String> urls(Release release, List<Service> services) {
        return release.routes().stream()
                .filter(route -> services.stream()
                        .anyMatch(service -> service.key().namespace() == route.namespace()
                                && service.key().name().equals(route.service())))
                .map(route -> gateway.url(release.environment(), route).toString())
                .distinct()
                .toList();
    }

    private static Optional<KubernetesObject> read(Manifest manifest) {
        return ManifestReader.read(manifest, new Problems());
    }
}
