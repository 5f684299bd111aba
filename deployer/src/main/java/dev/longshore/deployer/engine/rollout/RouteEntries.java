package dev.longshore.deployer.engine.rollout;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.project.route.GatewayAddress;
import dev.longshore.project.route.Route;
import dev.longshore.project.route.RouteTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A release's routes with the addresses of the Services that they lead to. */
final class RouteEntries {
    private RouteEntries() {}

    static List<RouteTable.Entry> of(ClusterPlan plan, Inventory inventory, GatewayAddress gateway) {
        return plan.release().routes().stream()
                .map(route -> entry(plan, inventory, gateway, route))
                .toList();
    }

    private static RouteTable.Entry entry(ClusterPlan plan, Inventory inventory, GatewayAddress gateway, Route route) {
        String address = plan.services().stream()
                .filter(service -> service.proxy().namespace() == route.namespace()
                        && service.proxy().service().equals(route.service()))
                .flatMap(service -> inventory.proxy(service.proxy(), service.spec()).stream())
                .flatMap(proxy -> Optional.ofNullable(proxy.addresses().get(proxy.namespace())).stream())
                .findFirst()
                .orElseThrow(() -> new RolloutException(route.position() + ": route \"" + route.subdomain()
                        + "\" leads to service \"" + route.service() + "\", which isn't there"));
        return new RouteTable.Entry(
                gateway.host(plan.release().environment(), route).toLowerCase(Locale.ROOT),
                route.path(),
                address,
                route.servicePort(),
                route.upstreamPath(),
                route.service());
    }
}
