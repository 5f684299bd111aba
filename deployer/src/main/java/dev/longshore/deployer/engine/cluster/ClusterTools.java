package dev.longshore.deployer.engine.cluster;

import dev.longshore.deployer.engine.concurrent.Await;
import dev.longshore.deployer.engine.files.ClaimDirectory;
import dev.longshore.deployer.engine.files.ClusterDirectory;
import dev.longshore.deployer.engine.files.ConfigFiles;
import dev.longshore.deployer.engine.network.EnvironmentNetworks;
import dev.longshore.deployer.engine.network.Firewall;
import dev.longshore.deployer.engine.plan.ClusterPlanner;
import dev.longshore.deployer.engine.pod.ClaimVolumes;
import dev.longshore.deployer.engine.pod.HookRunner;
import dev.longshore.deployer.engine.pod.PodStart;
import dev.longshore.deployer.engine.pod.Prober;
import dev.longshore.deployer.engine.pod.ReplicaStop;
import dev.longshore.deployer.engine.pod.Replicas;
import dev.longshore.deployer.engine.service.HaproxyConfig;
import dev.longshore.deployer.engine.service.RoutePublisher;
import dev.longshore.deployer.engine.service.ServiceProxies;
import dev.longshore.engine.Engine;
import java.time.Duration;

/** What every piece of work on the cluster uses. */
public record ClusterTools(
        Engine engine,
        EngineClusterSettings settings,
        Await await,
        ClusterDirectory directory,
        ConfigFiles files,
        ClusterPlanner planner,
        Firewall firewall,
        EnvironmentNetworks networks,
        ClaimVolumes claims,
        Replicas replicas,
        PodStart pods,
        ReplicaStop stops,
        ServiceProxies proxies,
        RoutePublisher routes,
        Prober prober) {
    private static final Duration POLLING = Duration.ofMillis(100);

    public static ClusterTools of(Engine engine, EngineClusterSettings settings) {
        Await await = new Await(settings.clock(), POLLING);
        ClusterDirectory directory = new ClusterDirectory(settings.files());
        ConfigFiles files = new ConfigFiles(directory);
        ClaimDirectory claims = new ClaimDirectory(directory);
        Replicas replicas = new Replicas(engine, settings.proxyImage());
        HookRunner hooks = new HookRunner(engine.containers());
        Firewall firewall = new Firewall(engine, settings.firewallImage(), settings.addresses(), await);
        return new ClusterTools(
                engine,
                settings,
                await,
                directory,
                files,
                new ClusterPlanner(
                        files,
                        claims,
                        settings.proxyImage(),
                        proxy -> HaproxyConfig.fingerprint(proxy, settings.proxyImage())),
                firewall,
                new EnvironmentNetworks(engine.networks(), settings.addresses(), firewall),
                new ClaimVolumes(engine.volumes(), claims),
                replicas,
                new PodStart(engine.containers(), replicas, hooks),
                new ReplicaStop(engine.containers(), replicas, hooks),
                new ServiceProxies(engine, directory, settings.proxyImage(), await),
                new RoutePublisher(settings.routes(), await),
                new Prober(engine.containers()));
    }
}
