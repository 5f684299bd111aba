package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.yaml.YamlFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code env} and {@code envFrom} of a container. */
final class EnvironmentReader {
    private static final Environment.Value NOTHING = new Environment.Literal("");

    private EnvironmentReader() {}

    static List<Environment.Variable> variables(YamlFields container, PodContext pod) {
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
            Environment.Value value = from.map(source -> source(fields, source, pod))
                    .orElseGet(() -> new Environment.Literal(literal.orElse("")));
            fields.finish();
            variables.add(new Environment.Variable(name, fields.position(), value));
        }
        return variables;
    }

    private static Environment.Value source(YamlFields variable, YamlFields from, PodContext pod) {
        List<String> written = List.of("configMapKeyRef", "secretKeyRef", "fieldRef", "resourceFieldRef").stream()
                .filter(key -> from.node(key).isPresent())
                .toList();
        Optional<Environment.Value> configMap = from.mapping("configMapKeyRef", "\"configMapKeyRef\"")
                .map(reference -> key(reference, Kind.CONFIG_MAP));
        Optional<Environment.Value> secret =
                from.mapping("secretKeyRef", "\"secretKeyRef\"").map(reference -> key(reference, Kind.SECRET));
        Optional<Environment.PodValue> ofPod = PodValueReader.forVariables(pod).read(from);
        from.refuse("fileKeyRef", "isn't supported");
        from.finish();
        if (written.size() != 1 && from.node("fileKeyRef").isEmpty()) {
            variable.error(
                    "valueFrom",
                    "\"valueFrom\" needs one of \"secretKeyRef\", \"configMapKeyRef\", \"fieldRef\" and \"resourceFieldRef\"");
        }
        return secret.or(() -> configMap).or(() -> ofPod).orElse(NOTHING);
    }

    private static Environment.Value key(YamlFields reference, Kind kind) {
        String name = reference.requiredText("name");
        String key = reference.requiredText("key");
        boolean optional = reference.flag("optional", false);
        reference.finish();
        return kind == Kind.SECRET
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
