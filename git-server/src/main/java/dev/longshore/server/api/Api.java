package dev.longshore.server.api;

import dev.longshore.deployer.Cluster;
import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.access.SshKeys;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.push.LiveChanges;
import dev.longshore.server.push.LiveSecrets;
import dev.longshore.server.push.PushService;
import dev.longshore.server.push.queue.EnvironmentLocks;
import dev.longshore.server.reconcile.Reconciler;
import dev.longshore.server.ssh.GitSsh;
import dev.longshore.server.store.BaseImageLocks;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.stream.StreamDoor;
import jakarta.servlet.Filter;
import java.util.List;

/** The ways to look at the server: the API, and the page of a push. */
public final class Api {
    private final EnvironmentLookup lookup;
    private final MicroserviceLookup running;
    private final Environments environments;
    private final PushService service;
    private final LiveChanges changes;
    private final PushJournal pushes;
    private final ReleaseJournal releases;
    private final EnvironmentLocks locks;
    private final LiveSecrets secrets;
    private final PushLogs logs;
    private final Cluster cluster;
    private final Reconciler reconciler;
    private final GatewayAddress gateway;
    private final SshKeys sshKeys;
    private final GitSsh ssh;
    private final BaseImageLocks baseLocks;
    private final LiveBases liveBases;

    public Api(
            Environments environments,
            PushService service,
            LiveChanges changes,
            PushJournal pushes,
            ReleaseJournal releases,
            EnvironmentLocks locks,
            LiveSecrets secrets,
            PushLogs logs,
            Cluster cluster,
            Reconciler reconciler,
            GatewayAddress gateway,
            SshKeys sshKeys,
            GitSsh ssh,
            BaseImageLocks baseLocks,
            LiveBases liveBases) {
        this.lookup = new EnvironmentLookup(environments);
        this.running = new MicroserviceLookup(lookup, releases);
        this.environments = environments;
        this.service = service;
        this.changes = changes;
        this.pushes = pushes;
        this.releases = releases;
        this.locks = locks;
        this.secrets = secrets;
        this.logs = logs;
        this.cluster = cluster;
        this.reconciler = reconciler;
        this.gateway = gateway;
        this.sshKeys = sshKeys;
        this.ssh = ssh;
        this.baseLocks = baseLocks;
        this.liveBases = liveBases;
    }

    /** For {@code /api/v1/*}. */
    public ApiServlet servlet() {
        MicroserviceList microservices = new MicroserviceList(cluster, gateway, secrets);
        Claims claims = new Claims(lookup, releases, locks, cluster.data());
        StreamDoor streams = new StreamDoor();
        return new ApiServlet(List.of(
                new UserEndpoint(),
                new SshKeysEndpoint(sshKeys, ssh),
                new AddSshKeyEndpoint(sshKeys),
                new RemoveSshKeyEndpoint(sshKeys),
                new MicroservicesEndpoint(
                        lookup,
                        releases,
                        microservices,
                        new PlatformList(new GatewayProbe(gateway.port()), reconciler, new SshProbe(ssh.port()))),
                new MicroserviceLogsEndpoint(running, cluster, secrets),
                ChangeEndpoint.restart(running, changes),
                ChangeEndpoint.scale(running, changes),
                ChangeEndpoint.remove(running, changes),
                new ExecEndpoint(running, cluster, streams),
                new ForwardEndpoint(running, cluster, streams),
                new MicroserviceEndpoint(running, microservices, cluster, releases),
                new PushesEndpoint(lookup, pushes),
                new PushLogEndpoint(lookup, pushes, logs),
                new CancelPushEndpoint(lookup, pushes, service),
                new BasesEndpoint(lookup, baseLocks, liveBases),
                new ClaimsEndpoint(claims, new ClaimHistory(releases)),
                new RemoveClaimEndpoint(claims),
                new BackUpClaimEndpoint(claims),
                new RestoreClaimEndpoint(claims),
                new RestoreCheckEndpoint(claims),
                new EnvironmentSettingsEndpoint(lookup, environments, service)));
    }

    /** Serves {@code /<project>/pushes/<id>}. */
    public Filter pages() {
        return new PushPage(lookup, pushes, logs);
    }
}
