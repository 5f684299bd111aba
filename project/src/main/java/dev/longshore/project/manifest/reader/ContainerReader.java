package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.PodSecurity;
import dev.longshore.project.yaml.YamlFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the containers of a pod. */
final class ContainerReader {
    private static final Map<String, Container.PullPolicy> PULL_POLICIES = Map.of(
            "Always", Container.PullPolicy.ALWAYS,
            "IfNotPresent", Container.PullPolicy.IF_NOT_PRESENT,
            "Never", Container.PullPolicy.NEVER);

    private final PodContext pod;
    private final PodSecurity security;

    ContainerReader(PodContext pod, PodSecurity security) {
        this.pod = pod;
        this.security = security;
    }

    /** One of {@code containers}. The image is empty where the manifest has none: what is built needs none. */
    Container read(YamlFields fields) {
        fields.refuse("restartPolicy", "is for init containers only; the pod has one for its containers");
        return read(fields, false);
    }

    /** One of {@code initContainers}: a step, or a sidecar when it is always restarted. */
    Container readInit(YamlFields fields) {
        boolean sidecar = fields.choice("restartPolicy", "Always").isPresent();
        if (!sidecar) {
            for (String key : List.of("readinessProbe", "livenessProbe", "startupProbe", "lifecycle")) {
                if (fields.node(key).isPresent()) {
                    fields.error(
                            key,
                            "an init container runs to its end and can't have a \"" + key
                                    + "\"; one that stays up has the restartPolicy Always");
                }
            }
        }
        return read(fields, sidecar);
    }

    private Container read(YamlFields fields, boolean sidecar) {
        String name = fields.requiredName("name");
        List<Container.Port> ports = ports(fields);
        ResourcesReader resources = ResourcesReader.read(fields);
        ProbeReader probes = new ProbeReader(ports);
        Container container = new Container(
                name,
                fields.position(),
                fields.text("image").orElse(""),
                pullPolicy(fields),
                fields.texts("command"),
                fields.texts("args"),
                fields.text("workingDir"),
                EnvironmentReader.variables(fields, pod),
                EnvironmentReader.imports(fields),
                ports,
                MountReader.read(fields, pod),
                resources.limits(),
                resources.requests(),
                new Container.Probes(
                        probes.read(fields, "readinessProbe"),
                        probes.read(fields, "livenessProbe"),
                        probes.read(fields, "startupProbe")),
                new HookReader(probes).read(fields),
                SecurityReader.readContainer(fields, security),
                sidecar);
        // Logs are kept, and resources are changed, in one way only.
        fields.accept("terminationMessagePath", "terminationMessagePolicy", "resizePolicy");
        for (String field : List.of("stdin", "stdinOnce", "tty")) {
            fields.warnOf(field, PodReader.NO_EFFECT);
        }
        fields.refuse("volumeDevices", "isn't supported");
        fields.finish();
        return container;
    }

    /** Never "Always" of itself, as the API has it for the tag latest: a base stays what it was at its first use. */
    private static Container.PullPolicy pullPolicy(YamlFields fields) {
        return fields.choice("imagePullPolicy", "Always", "IfNotPresent", "Never")
                .flatMap(word -> Optional.ofNullable(PULL_POLICIES.get(word)))
                .orElse(Container.PullPolicy.IF_NOT_PRESENT);
    }

    private static List<Container.Port> ports(YamlFields container) {
        List<Container.Port> ports = new ArrayList<>();
        for (YamlFields port : container.mappings("ports", "a container's port")) {
            Optional<String> name = port.text("name");
            port.refuse("hostPort", "isn't allowed: ports of the machine belong to the gateway; add a route");
            port.refuse("hostIP", "isn't allowed");
            PortReader.requireTcp(port);
            port.require("containerPort");
            port.integer("containerPort", 1, 65535).ifPresent(number -> ports.add(new Container.Port(name, number)));
            port.finish();
        }
        return ports;
    }
}
