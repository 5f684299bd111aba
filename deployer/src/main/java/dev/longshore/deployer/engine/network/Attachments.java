package dev.longshore.deployer.engine.network;

import dev.longshore.engine.ContainerSpec;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The places of a container in its environment's networks. */
public final class Attachments {
    private Attachments() {}

    /** The container's own namespace comes first, as its default route. */
    public static List<ContainerSpec.Attachment> of(
            EnvironmentName environment,
            Namespace own,
            Map<Namespace, String> addresses,
            Map<Namespace, List<String>> aliases) {
        return addresses.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey() != own))
                .map(entry -> new ContainerSpec.Attachment(
                        EnvironmentNetworks.name(environment, entry.getKey()),
                        Optional.of(entry.getValue()),
                        aliases.getOrDefault(entry.getKey(), List.of())))
                .toList();
    }
}
