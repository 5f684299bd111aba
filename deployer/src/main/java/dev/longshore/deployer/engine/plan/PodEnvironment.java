package dev.longshore.deployer.engine.plan;

import dev.longshore.deployer.RolloutException;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Datum;
import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.name.Namespace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The environment variables of a container as Kubernetes resolves them: imports first, then variables in their order. */
final class PodEnvironment {
    private static final Pattern NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");

    private final ReleaseObjects objects;
    private final Namespace namespace;
    private final PodFacts facts;

    PodEnvironment(ReleaseObjects objects, Namespace namespace, PodFacts facts) {
        this.objects = objects;
        this.namespace = namespace;
        this.facts = facts;
    }

    Map<String, String> of(Container container, PodIdentity pod) {
        Map<String, String> resolved = new LinkedHashMap<>();
        for (Environment.Import imported : container.imports()) {
            addImport(imported, resolved);
        }
        for (Environment.Variable variable : container.environment()) {
            value(container, variable, pod, resolved).ifPresent(value -> resolved.put(variable.name(), value));
        }
        return resolved;
    }

    /** Keys that can't be names of variables are left out, as Kubernetes does. */
    private void addImport(Environment.Import imported, Map<String, String> resolved) {
        data(imported.kind(), imported.name(), imported.optional())
                .ifPresent(data -> new TreeMap<>(data).forEach((key, datum) -> {
                    String name = imported.prefix() + key;
                    if (NAME.matcher(name).matches()) {
                        resolved.put(name, datum.text());
                    }
                }));
    }

    private Optional<String> value(
            Container container, Environment.Variable variable, PodIdentity pod, Map<String, String> earlier) {
        if (variable.value() instanceof Environment.ConfigMapKey key) {
            return keyOf(Kind.CONFIG_MAP, key.configMap(), key.key(), key.optional(), variable);
        }
        if (variable.value() instanceof Environment.SecretKey key) {
            return keyOf(Kind.SECRET, key.secret(), key.key(), key.optional(), variable);
        }
        if (variable.value() instanceof Environment.Literal literal) {
            return Optional.of(VariableExpansion.expand(literal.text(), earlier));
        }
        if (variable.value() instanceof Environment.PodValue value) {
            return Optional.of(facts.of(value, container.name(), pod));
        }
        throw new RolloutException(variable.position() + ": variable " + variable.name() + " has an unknown source");
    }

    private Optional<String> keyOf(
            Kind kind, String name, String key, boolean optional, Environment.Variable variable) {
        Optional<String> text = data(kind, name, optional)
                .flatMap(data -> Optional.ofNullable(data.get(key)))
                .map(Datum::text);
        if (text.isEmpty() && !optional) {
            throw new RolloutException(variable.position() + ": variable " + variable.name() + " needs key \"" + key
                    + "\" of " + kind + " \"" + name + "\", which it doesn't have");
        }
        return text;
    }

    private Optional<Map<String, Datum>> data(Kind kind, String name, boolean optional) {
        return objects.data(kind, namespace, name, optional);
    }
}
