package dev.longshore.deployer.engine.service;

import dev.longshore.deployer.engine.network.Attachments;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.plan.ProxyPlan;
import dev.longshore.deployer.engine.plan.ServicePlan;
import dev.longshore.deployer.engine.pod.ContainerNames;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.project.name.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The container of a Service's proxy: nobody's user, with nothing to write to but its socket. */
final class ProxyContainer {
    private static final String USER = "99:99";

    private ProxyContainer() {}

    static ContainerSpec specification(
            ServicePlan plan,
            String image,
            Map<Namespace, String> addresses,
            Map<Integer, Integer> nodePorts,
            ProxyDirectory directory,
            Set<String> names) {
        ProxyPlan proxy = plan.proxy();
        Map<String, String> labels = new TreeMap<>(Labels.of(proxy.environment()));
        labels.put(Labels.NAMESPACE, proxy.namespace().value());
        labels.put(Labels.SERVICE, proxy.service());
        labels.put(Labels.SPEC, plan.spec());
        addresses.forEach((namespace, address) -> labels.put(Labels.address(namespace), address));
        nodePorts.forEach((port, machinePort) -> labels.put(Labels.nodePort(port), Integer.toString(machinePort)));
        return new ContainerSpec(
                ContainerNames.ofProxy(plan, names),
                image,
                new ContainerSpec.Program(
                        Optional.of(List.of(
                                "haproxy",
                                "-db",
                                "-f",
                                HaproxyConfig.CONFIGURATION_DIRECTORY + "/" + HaproxyConfig.CONFIGURATION_FILE)),
                        Optional.empty(),
                        Optional.of("/"),
                        Optional.of(USER),
                        List.of(),
                        Map.of()),
                labels,
                new ContainerSpec.Attached(
                        Attachments.of(proxy.environment(), proxy.namespace(), addresses, proxy.aliases()),
                        Optional.empty(),
                        Map.of(),
                        nodePorts.entrySet().stream()
                                .map(port -> new ContainerSpec.PublishedPort(
                                        port.getKey(), NodePorts.ADDRESS, port.getValue()))
                                .toList()),
                List.of(
                        new ContainerSpec.HostMount(
                                directory.configuration().toString(), HaproxyConfig.CONFIGURATION_DIRECTORY, true),
                        new ContainerSpec.HostMount(
                                directory.sockets().toString(), HaproxyConfig.SOCKET_DIRECTORY, false)),
                ContainerSpec.Limits.NONE,
                ContainerSpec.Restart.ALWAYS,
                new ContainerSpec.Hardening(true, true, List.of("ALL"), List.of()));
    }
}
