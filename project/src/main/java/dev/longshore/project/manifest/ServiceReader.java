package dev.longshore.project.manifest;

import dev.longshore.project.yaml.YamlFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code Service} of core/v1. */
final class ServiceReader {
    private ServiceReader() {}

    static Service read(ObjectKey key, YamlFields object) {
        YamlFields spec = object.requiredMapping("spec", "a Service's spec");
        boolean headless = spec.text("clusterIP").filter("None"::equals).isPresent();
        if (!headless) {
            spec.warnOf("clusterIP", PodReader.NO_EFFECT + "; addresses are given by Longshore");
        }
        checkType(spec);
        Map<String, String> selector = spec.textMap("selector");
        List<Service.Port> ports = ports(spec);
        if (ports.isEmpty() && !headless) {
            spec.error("ports", "a Service needs a port");
        }
        if (!spec.text("sessionAffinity").orElse("None").equals("None")) {
            spec.warnOf("sessionAffinity", PodReader.NO_EFFECT);
        }
        spec.accept("clusterIPs", "internalTrafficPolicy", "ipFamilies", "ipFamilyPolicy", "publishNotReadyAddresses");
        for (String field : List.of(
                "allocateLoadBalancerNodePorts",
                "externalIPs",
                "externalTrafficPolicy",
                "healthCheckNodePort",
                "loadBalancerClass",
                "loadBalancerIP",
                "loadBalancerSourceRanges",
                "sessionAffinityConfig",
                "trafficDistribution")) {
            spec.warnOf(field, PodReader.NO_EFFECT);
        }
        spec.finish();
        return new Service(key, object.position(), selector, ports, headless, Service.Type.CLUSTER_IP);
    }

    private static void checkType(YamlFields spec) {
        String type = spec.text("type").orElse("ClusterIP");
        switch (type) {
            case "ClusterIP" -> {}
            case "NodePort", "LoadBalancer" ->
                spec.warnOf(
                        "type",
                        type + " is read as ClusterIP; to open it to the outside add a route to conf/routes.yaml");
            case "ExternalName" -> {
                spec.accept("externalName");
                spec.error("type", "a Service of type ExternalName isn't supported");
            }
            default -> spec.error("type", "a Service's type is ClusterIP; found \"" + type + "\"");
        }
    }

    private static List<Service.Port> ports(YamlFields spec) {
        List<Service.Port> ports = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        List<YamlFields> items = spec.mappings("ports", "a Service's port");
        for (YamlFields port : items) {
            Optional<String> name = port.text("name");
            if (name.isEmpty() && items.size() > 1) {
                port.error("name", "each port of a Service with several needs a \"name\"");
            }
            PortReader.requireTcp(port);
            port.require("port");
            int number = port.integer("port", 1, 65535).orElse(0);
            if (number > 0 && !numbers.add(number)) {
                port.error("port", "port " + number + " is listed twice");
            }
            PortReference target = PortReader.reference(port, "targetPort").orElse(PortReference.of(number));
            port.warnOf("nodePort", PodReader.NO_EFFECT);
            ports.add(new Service.Port(
                    port.position(), name, number, target, port.text("appProtocol"), OptionalInt.empty()));
            port.finish();
        }
        return ports;
    }
}
