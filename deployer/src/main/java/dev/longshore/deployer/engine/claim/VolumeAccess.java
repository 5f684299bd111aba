package dev.longshore.deployer.engine.claim;

import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.pod.ContainerNames;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.Containers;
import dev.longshore.engine.Engine;
import dev.longshore.project.name.EnvironmentName;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The content of volumes, reached through containers that mount them and are never started, so that nothing runs and the
 * server needs no right to the engine's files.
 */
final class VolumeAccess {
    private static final String MOUNT = "data";
    private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

    private final Engine engine;
    private final String image;

    VolumeAccess(Engine engine, String image) {
        this.engine = engine;
        this.image = image;
    }

    /** Writes the content as a tar whose names are relative to the volume's root. */
    void read(EnvironmentName environment, String volume, OutputStream tar) {
        with(environment, volume, container -> engine.containers().readArchive(container, "/" + MOUNT + "/.", tar));
    }

    /** Unpacks a tar whose names are relative to the volume's root; its entry for the root itself counts, too. */
    void write(EnvironmentName environment, String volume, InputStream tar) {
        // Docker gives the root its owner and mode only when it is unpacked by its name. Podman unpacks nothing into a
        // volume but what is sent to the volume's own path.
        boolean isPodman = engine.kind() == Engine.Kind.PODMAN;
        String place = isPodman ? "/" + MOUNT : "/";
        with(
                environment,
                volume,
                container ->
                        engine.containers().writeArchive(container, place, new VolumeTar(tar, isPodman ? "." : MOUNT)));
    }

    /** Removes what a killed server has left, which would keep its volumes from being removed. */
    void removeLeftovers(EnvironmentName environment) {
        Containers containers = engine.containers();
        containers.list(Labels.of(environment)).stream()
                .filter(container -> container.labels().containsKey(Labels.COPY) && !OPEN.contains(container.name()))
                .forEach(container -> containers.remove(container.id()));
    }

    private void with(EnvironmentName environment, String volume, Consumer<String> work) {
        if (engine.images().find(image).isEmpty()) {
            engine.images().pull(image, line -> {});
        }
        String name = ContainerNames.ofCopy(volume);
        OPEN.add(name);
        try {
            String container = engine.containers().create(specification(environment, volume, name));
            try {
                work.accept(container);
            } finally {
                engine.containers().remove(container);
            }
        } finally {
            OPEN.remove(name);
        }
    }

    private ContainerSpec specification(EnvironmentName environment, String volume, String name) {
        return new ContainerSpec(
                name,
                image,
                ContainerSpec.Program.OF_IMAGE,
                Map.of(Labels.ENVIRONMENT, environment.value(), Labels.COPY, volume),
                ContainerSpec.Attached.to(new ContainerSpec.Attachment("none", Optional.empty(), List.of())),
                List.of(new ContainerSpec.VolumeMount(volume, "/" + MOUNT, false)),
                ContainerSpec.Limits.NONE,
                ContainerSpec.Restart.NEVER,
                ContainerSpec.Hardening.DEFAULT);
    }
}
