package dev.longshore.project.manifest.file;

import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import java.util.Optional;

/** Writes an Ingress of v1beta1 as one of v1: other names for its backends, and a pathType for every path. */
final class IngressUpgrade {
    private static final YamlPath SPEC = YamlPath.of("spec");
    private static final YamlPath RULES = YamlPath.of("spec", "rules");
    private static final YamlPath PATHS = YamlPath.of("http", "paths");
    private static final YamlPath BACKEND = YamlPath.of("backend");

    private IngressUpgrade() {}

    static YamlMapping upgrade(YamlMapping ingress) {
        YamlMapping withDefault = SPEC.map(ingress, IngressUpgrade::withDefaultBackend);
        return RULES.mapItems(withDefault, rule -> PATHS.mapItems(rule, IngressUpgrade::path));
    }

    private static YamlNode withDefaultBackend(YamlNode node) {
        if (!(node instanceof YamlMapping spec)) {
            return node;
        }
        return spec.get("backend")
                .<YamlNode>map(backend -> spec.without("backend").with("defaultBackend", backend(backend)))
                .orElse(spec);
    }

    private static YamlMapping path(YamlMapping path) {
        YamlMapping changed = BACKEND.map(path, IngressUpgrade::backend);
        return changed.get("pathType").isPresent()
                ? changed
                : changed.with("pathType", YamlScalar.string(path.position(), "ImplementationSpecific"));
    }

    private static YamlNode backend(YamlNode node) {
        if (!(node instanceof YamlMapping backend)) {
            return node;
        }
        YamlMapping changed = backend.without("serviceName").without("servicePort");
        Optional<YamlNode> name = backend.get("serviceName");
        if (name.isPresent()) {
            changed = YamlPath.of("service", "name").put(changed, name.get());
        }
        Optional<YamlNode> port = backend.get("servicePort");
        if (port.isPresent()) {
            boolean isName = port.get() instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.STRING;
            changed = YamlPath.of("service", "port", isName ? "name" : "number").put(changed, port.get());
        }
        return changed;
    }
}
