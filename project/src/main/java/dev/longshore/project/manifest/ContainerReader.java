package dev.longshore.project.manifest;

import dev.longshore.project.yaml.YamlFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a container of a pod. */
final class ContainerReader {
    private ContainerReader() {}

    /** The image is empty where the manifest has none: for a container that is built it needs none. */
    static Container read(YamlFields fields, List<Volume> volumes) {
        String name = fields.requiredName("name");
        List<Container.Port> ports = ports(fields);
        List<Container.Mount> mounts = fields.mappings("volumeMounts", "a volume mount").stream()
                .map(mount -> mount(mount, volumes))
                .toList();
        Container.Resources limits = fields.mapping("resources", "resources")
                .map(ContainerReader::limits)
                .orElse(Container.Resources.NONE);
        ProbeReader probes = new ProbeReader(ports);
        Container container = new Container(
                name,
                fields.position(),
                fields.text("image").orElse(""),
                Container.PullPolicy.IF_NOT_PRESENT,
                fields.texts("command"),
                fields.texts("args"),
                fields.text("workingDir"),
                EnvironmentReader.variables(fields),
                EnvironmentReader.imports(fields),
                ports,
                mounts,
                limits,
                Container.Resources.NONE,
                new Container.Probes(
                        probes.read(fields, "readinessProbe"),
                        probes.read(fields, "livenessProbe"),
                        probes.read(fields, "startupProbe")),
                Container.Lifecycle.NONE,
                Container.Security.NONE,
                false);
        securityContext(fields);
        // Images are fetched and logs are kept in one way only.
        fields.accept("imagePullPolicy", "terminationMessagePath", "terminationMessagePolicy");
        for (String field : List.of("lifecycle", "stdin", "stdinOnce", "tty")) {
            fields.warnOf(field, PodReader.NO_EFFECT);
        }
        fields.refuse("volumeDevices", "isn't supported");
        fields.finish();
        return container;
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

    private static Container.Mount mount(YamlFields mount, List<Volume> volumes) {
        String volume = mount.requiredText("name");
        List<String> names = volumes.stream().map(Volume::name).toList();
        if (!volume.isEmpty() && !names.contains(volume)) {
            mount.unknownName("name", "this pod has no volume \"" + volume + "\"", volume, names);
        }
        String path = mount.requiredText("mountPath");
        if (!path.isEmpty() && (!path.startsWith("/") || leavesItsDirectory(path))) {
            mount.error("mountPath", "\"mountPath\" must be an absolute path without \"..\"; found \"" + path + "\"");
        }
        String subPath = mount.text("subPath").orElse("");
        if (subPath.startsWith("/") || leavesItsDirectory(subPath)) {
            mount.error("subPath", "\"subPath\" must be a relative path without \"..\"; found \"" + subPath + "\"");
        }
        mount.accept("mountPropagation", "recursiveReadOnly");
        mount.refuse("subPathExpr", "isn't supported; use subPath");
        boolean readOnly = mount.flag("readOnly", false);
        mount.finish();
        return new Container.Mount(volume, path, readOnly, subPath);
    }

    static boolean leavesItsDirectory(String path) {
        return List.of(path.split("/", -1)).contains("..") || path.indexOf('\0') >= 0;
    }

    private static Container.Resources limits(YamlFields resources) {
        resources.accept("requests");
        resources.refuse("claims", "isn't supported");
        Optional<YamlFields> limits = resources.mapping("limits", "limits");
        resources.finish();
        if (limits.isEmpty()) {
            return Container.Resources.NONE;
        }
        Optional<Long> memory = Quantity.bytes(limits.get(), "memory");
        Optional<Double> cpus = Quantity.read(limits.get(), "cpu").map(Number::doubleValue);
        limits.get().accept("ephemeral-storage");
        limits.get().finish();
        return new Container.Resources(memory, cpus);
    }

    private static void securityContext(YamlFields container) {
        container.mapping("securityContext", "a securityContext").ifPresent(context -> {
            context.refuse("privileged", "isn't allowed: it reaches beyond the project");
            context.mapping("capabilities", "capabilities")
                    .ifPresent(
                            capabilities -> capabilities.refuse("add", "isn't allowed: it reaches beyond the project"));
        });
        container.warnOf("securityContext", PodReader.NO_EFFECT);
    }
}
