package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.manifest.Service;
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
    private static final int FIRST_NODE_PORT = 30000;
    private static final int LAST_NODE_PORT = 32767;

    private ServiceReader() {}

    static Service read(ObjectKey key, YamlFields object) {
        YamlFields spec = object.requiredMapping("spec", "a Service's spec");
        String address = spec.text("clusterIP").orElse("");
        boolean headless = address.equals("None");
        if (!headless && !address.isEmpty()) {
            spec.warning("clusterIP", PodReader.NO_EFFECT + "; addresses are given by Longshore");
        }
        Service.Type type = type(spec, headless);
        Map<String, String> selector = spec.textMap("selector");
        List<Service.Port> ports = ports(spec, type);
        if (ports.isEmpty() && !headless) {
            spec.error("ports", "a Service needs a port");
        }
        spec.warnUnless("None", "sessionAffinity", PodReader.NO_EFFECT);
        spec.accept("clusterIPs", "internalTrafficPolicy", "ipFamilies", "ipFamilyPolicy", "trafficDistribution");
        if (spec.flag("publishNotReadyAddresses", false) && !headless) {
            spec.warning("publishNotReadyAddresses", PodReader.NO_EFFECT + " unless the Service is headless");
        }
        for (String field : List.of(
                "allocateLoadBalancerNodePorts",
                "externalIPs",
                "externalTrafficPolicy",
                "healthCheckNodePort",
                "loadBalancerClass",
                "loadBalancerIP",
                "loadBalancerSourceRanges",
                "sessionAffinityConfig")) {
            spec.warnOf(field, PodReader.NO_EFFECT);
        }
        spec.finish();
        return new Service(key, object.position(), selector, ports, headless, type);
    }

    private static Service.Type type(YamlFields spec, boolean headless) {
        String type = spec.choice("type", "ClusterIP", "NodePort", "LoadBalancer", "ExternalName")
                .orElse("ClusterIP");
        spec.refuse("externalName", "isn't supported: a Service finds pods of this project");
        if (type.equals("ExternalName") && spec.node("externalName").isEmpty()) {
            spec.error("type", "a Service of type ExternalName isn't supported");
        } else if (headless && !type.equals("ClusterIP")) {
            spec.error("type", "a headless Service can't be of type " + type);
        } else if (type.equals("LoadBalancer")) {
            spec.warning(
                    "type",
                    "LoadBalancer is read as NodePort, on the machine's loopback address; to open it to the outside"
                            + " add a route to conf/routes.yaml");
        }
        return type.equals("NodePort") || type.equals("LoadBalancer")
                ? Service.Type.NODE_PORT
                : Service.Type.CLUSTER_IP;
    }

    private static List<Service.Port> ports(YamlFields spec, Service.Type type) {
        List<Service.Port> ports = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<Integer> nodePorts = new HashSet<>();
        List<YamlFields> items = spec.mappings("ports", "a Service's port");
        for (YamlFields port : items) {
            Optional<String> name = port.text("name");
            if (name.isEmpty() && items.size() > 1) {
                port.error("name", "each port of a Service with several needs a \"name\"");
            }
            if (name.isPresent() && !names.add(name.get())) {
                port.error("name", "two ports have the name \"" + name.get() + "\"");
            }
            PortReader.requireTcp(port);
            port.require("port");
            int number = port.integer("port", 1, 65535).orElse(0);
            if (number > 0 && !numbers.add(number)) {
                port.error("port", "port " + number + " is listed twice");
            }
            PortReference target = PortReader.reference(port, "targetPort").orElse(PortReference.of(number));
            OptionalInt nodePort = nodePort(port, type);
            if (nodePort.isPresent() && !nodePorts.add(nodePort.getAsInt())) {
                port.error("nodePort", "the nodePort " + nodePort.getAsInt() + " is listed twice");
            }
            ports.add(new Service.Port(port.position(), name, number, target, port.text("appProtocol"), nodePort));
            port.finish();
        }
        return ports;
    }

    /** The API writes 0 where none is asked for. */
    private static OptionalInt nodePort(YamlFields port, Service.Type type) {
        OptionalInt number = port.integer("nodePort", 0, 65535);
        if (number.orElse(0) == 0) {
            return OptionalInt.empty();
        }
        if (type != Service.Type.NODE_PORT) {
            port.error("nodePort", "\"nodePort\" needs a Service of type NodePort");
        } else if (number.getAsInt() < FIRST_NODE_PORT || number.getAsInt() > LAST_NODE_PORT) {
            port.error(
                    "nodePort",
                    "\"nodePort\" of a Service's port must be from " + FIRST_NODE_PORT + " to " + LAST_NODE_PORT
                            + "; found " + number.getAsInt());
        }
        return number;
    }
}
