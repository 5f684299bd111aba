package dev.longshore.deployer.engine.rollout;

import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.project.name.EnvironmentName;
import java.time.Duration;
import java.util.function.Function;

/** Takes all of an environment away but the volumes of its claims. */
public final class Removal {
    private final ClusterTools tools;

    public Removal(ClusterTools tools) {
        this.tools = tools;
    }

    public void remove(EnvironmentName environment, Function<Replica, Duration> grace) throws InterruptedException {
        tools.routes().remove(environment);
        Inventory inventory = Inventory.take(tools.engine().containers(), environment);
        tools.stops().stopAndRemove(inventory.replicas(), grace);
        inventory.proxies().forEach(tools.proxies()::remove);
        tools.networks().remove(environment);
        tools.directory().delete(tools.directory().of(environment));
    }
}
