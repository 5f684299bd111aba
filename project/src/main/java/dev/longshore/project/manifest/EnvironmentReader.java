package dev.longshore.project.manifest;

import dev.longshore.project.yaml.YamlFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code env} and {@code envFrom} of a container. */
final class EnvironmentReader {
    private EnvironmentReader() {}

    static List<Environment.Variable> variables(YamlFields container) {
        List<Environment.Variable> variables = new ArrayList<>();
        for (YamlFields fields : container.mappings("env", "an environment variable")) {
            String name = fields.requiredText("name");
            if (name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                fields.error("name", "the name of an environment variable can't contain '='; found \"" + name + "\"");
            }
            Optional<String> literal = fields.text("value");
            Optional<YamlFields> from = fields.mapping("valueFrom", "\"valueFrom\"");
            if (fields.node("value").isPresent() && from.isPresent()) {
                fields.error("valueFrom", "variable \"" + name + "\" has both \"value\" and \"valueFrom\"; choose one");
            }
            Environment.Value value =
                    from.map(EnvironmentReader::source).orElseGet(() -> new Environment.Literal(literal.orElse("")));
            fields.finish();
            variables.add(new Environment.Variable(name, fields.position(), value));
        }
        return variables;
    }

    private static Environment.Value source(YamlFields from) {
        Optional<YamlFields> configMap = from.mapping("configMapKeyRef", "\"configMapKeyRef\"");
        Optional<YamlFields> secret = from.mapping("secretKeyRef", "\"secretKeyRef\"");
        boolean unsupported = false;
        for (String field : List.of("fieldRef", "resourceFieldRef", "fileKeyRef")) {
            from.refuse(field, "isn't supported on one machine yet");
            unsupported |= from.node(field).isPresent();
        }
        from.finish();
        if (configMap.isEmpty() && secret.isEmpty() && !unsupported) {
            from.requiredMapping("secretKeyRef", "\"secretKeyRef\"");
        }
        YamlFields reference = secret.or(() -> configMap).orElse(from);
        if (reference == from) {
            return new Environment.Literal("");
        }
        String name = reference.requiredText("name");
        String key = reference.requiredText("key");
        boolean optional = reference.flag("optional", false);
        reference.finish();
        return secret.isPresent()
                ? new Environment.SecretKey(name, key, optional)
                : new Environment.ConfigMapKey(name, key, optional);
    }

    static List<Environment.Import> imports(YamlFields container) {
        List<Environment.Import> imports = new ArrayList<>();
        for (YamlFields fields : container.mappings("envFrom", "an entry of \"envFrom\"")) {
            String prefix = fields.text("prefix").orElse("");
            Optional<YamlFields> configMap = fields.mapping("configMapRef", "\"configMapRef\"");
            Optional<YamlFields> secret = fields.mapping("secretRef", "\"secretRef\"");
            fields.finish();
            if (configMap.isPresent() == secret.isPresent()) {
                fields.error("configMapRef", "an entry of \"envFrom\" needs either \"configMapRef\" or \"secretRef\"");
                continue;
            }
            YamlFields reference = configMap.or(() -> secret).orElseThrow();
            String name = reference.requiredText("name");
            boolean optional = reference.flag("optional", false);
            reference.finish();
            Kind kind = configMap.isPresent() ? Kind.CONFIG_MAP : Kind.SECRET;
            imports.add(new Environment.Import(fields.position(), kind, name, prefix, optional));
        }
        return imports;
    }
}
