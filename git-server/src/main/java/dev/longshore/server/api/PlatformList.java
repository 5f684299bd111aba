package dev.longshore.server.api;

import dev.longshore.deployer.WorkloadStatus.State;
import dev.longshore.project.name.Namespace;
import dev.longshore.server.reconcile.Reconciler;
import java.util.List;

/** The platform's own microservices. */
final class PlatformList {
    private final GatewayProbe gateway;
    private final Reconciler reconciler;
    private final SshProbe ssh;

    PlatformList(GatewayProbe gateway, Reconciler reconciler, SshProbe ssh) {
        this.gateway = gateway;
        this.reconciler = reconciler;
        this.ssh = ssh;
    }

    List<MicroserviceRow> rows() {
        return List.of(
                gateway.answers()
                        ? row("gateway", State.RUNNING, "")
                        : row("gateway", State.FAILING, "it doesn't answer; start it with: hasura gateway"),
                switch (reconciler.state()) {
                    case WELL -> row("platform-sync", State.RUNNING, "");
                    case STARTING -> row("platform-sync", State.STARTING, "its first run goes on");
                    case FAILING ->
                        row("platform-sync", State.FAILING, "its last runs failed; the server's log has more");
                },
                ssh.answers()
                        ? row("sshd", State.RUNNING, "")
                        : row("sshd", State.FAILING, "it doesn't answer; restart the server"));
    }

    private static MicroserviceRow row(String name, State state, String detail) {
        int ready = state == State.RUNNING ? 1 : 0;
        return new MicroserviceRow(name, Namespace.HASURA.value(), state.text(), ready, 1, detail, "", List.of());
    }
}
