package dev.longshore.server.api;

import dev.longshore.deployer.Cluster;
import dev.longshore.deployer.WorkloadStatus;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.release.Release;
import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.log.LogText;
import dev.longshore.server.log.SecretMask;
import dev.longshore.server.push.LiveSecrets;
import dev.longshore.server.push.change.LiveMicroservices;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.StoredEnvironment;
import java.util.List;

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
        LiveMicroservices microservices = LiveMicroservices.of(live);
        SecretMask secrets = liveSecrets.mask(environment.id(), live.release());
        return cluster.status(live.release()).stream()
                .map(status -> row(live, microservices, status, secrets))
                .toList();
    }

    private MicroserviceRow row(
            LiveRelease live, LiveMicroservices microservices, WorkloadStatus status, SecretMask secrets) {
        ObjectKey workload = status.workload();
        List<Service> services = microservices.services(workload);
        return new MicroserviceRow(
                microservices.name(workload),
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

    private List<String> urls(Release release, List<Service> services) {
        return release.routes().stream()
                .filter(route -> services.stream()
                        .anyMatch(service -> service.key().namespace() == route.namespace()
                                && service.key().name().equals(route.service())))
                .map(route -> gateway.url(release.environment(), route).toString())
                .distinct()
                .toList();
    }
}
