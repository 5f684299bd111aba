package dev.longshore.deployer.engine.plan;

import dev.longshore.project.manifest.Service;
import dev.longshore.project.name.Namespace;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The DNS names of a Service as Kubernetes gives them: short in its own namespace, with the namespace in both. */
final class ServiceNames {
    private ServiceNames() {}

    static Map<Namespace, List<String>> in(Service service) {
        String name = service.key().name();
        Namespace own = service.key().namespace();
        String qualified = name + "." + own.value();
        List<String> everywhere = List.of(qualified, qualified + ".svc", qualified + ".svc.cluster.local");
        Map<Namespace, List<String>> names = new EnumMap<>(Namespace.class);
        for (Namespace namespace : Namespace.values()) {
            names.put(
                    namespace,
                    namespace == own
                            ? Stream.concat(Stream.of(name), everywhere.stream())
                                    .toList()
                            : everywhere);
        }
        return names;
    }
}
