package dev.longshore.server.api;

import dev.longshore.deployer.Cluster;
import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.push.PushService;
import dev.longshore.server.reconcile.Reconciler;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.ReleaseJournal;
import jakarta.servlet.Filter;
import java.util.List;

/** The ways to look at the server: the API, and the page of a push. */
public final class Api {
    private final EnvironmentLookup lookup;
    private final Environments environments;
    private final PushService service;
    private final PushJournal pushes;
    private final ReleaseJournal releases;
    private final PushLogs logs;
    private final Cluster cluster;
    private final Reconciler reconciler;
    private final GatewayAddress gateway;

    public Api(
            Environments environments,
            PushService service,
            PushJournal pushes,
            ReleaseJournal releases,
            PushLogs logs,
            Cluster cluster,
            Reconciler reconciler,
            GatewayAddress gateway) {
        this.lookup = new EnvironmentLookup(environments);
        this.environments = environments;
        this.service = service;
        this.pushes = pushes;
        this.releases = releases;
        this.logs = logs;
        this.cluster = cluster;
        this.reconciler = reconciler;
        this.gateway = gateway;
    }

    /** For {@code /api/v1/*}. */
    public ApiServlet servlet() {
        MicroserviceList microservices = new MicroserviceList(cluster, gateway);
        return new ApiServlet(List.of(
                new UserEndpoint(),
                new MicroservicesEndpoint(
                        lookup,
                        releases,
                        microservices,
                        new PlatformList(new GatewayProbe(gateway.port()), reconciler)),
                new MicroserviceLogsEndpoint(lookup, releases, microservices, cluster),
                new PushesEndpoint(lookup, pushes),
                new PushLogEndpoint(lookup, pushes, logs),
                new CancelPushEndpoint(lookup, pushes, service),
                new EnvironmentSettingsEndpoint(lookup, environments, service)));
    }

    /** Serves {@code /<project>/pushes/<id>}. */
    public Filter pages() {
        return new PushPage(lookup, pushes, logs);
    }
}
