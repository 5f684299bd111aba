package dev.longshore.deployer.engine;

import dev.longshore.engine.Engine;
import java.time.Duration;

/** What every piece of work on the cluster uses. */
record ClusterTools(
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

    static ClusterTools of(Engine engine, EngineClusterSettings settings) {
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
                new ClusterPlanner(files, claims, settings.proxyImage()),
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
