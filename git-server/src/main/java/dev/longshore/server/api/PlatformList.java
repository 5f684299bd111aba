package dev.longshore.server.api;

import dev.longshore.deployer.WorkloadStatus;
import dev.longshore.project.name.Namespace;
import dev.longshore.server.reconcile.Reconciler;
import java.util.List;

/** The platform's own microservices. */
final class PlatformList {
    private final GatewayProbe gateway;
    private final Reconciler reconciler;

    PlatformList(GatewayProbe gateway, Reconciler reconciler) {
        this.gateway = gateway;
        this.reconciler = reconciler;
    }

    List<MicroserviceRow> rows() {
        return List.of(
                row("gateway", gateway.answers(), "it doesn't answer; start it with: hasura gateway"),
                row("platform-sync", reconciler.isWell(), "its last runs failed; the server's log has more"));
    }

    private static MicroserviceRow row(String name, boolean runs, String detail) {
        WorkloadStatus.State state = runs ? WorkloadStatus.State.RUNNING : WorkloadStatus.State.FAILING;
        return new MicroserviceRow(
                name, Namespace.HASURA.value(), state.text(), runs ? 1 : 0, 1, runs ? "" : detail, "", List.of());
    }
}
