package dev.longshore.project.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A path of keys into nested mappings, to rewrite what lies there. What isn't there is left as it is. */
public final class YamlPath {
    private final List<String> keys;

    private YamlPath(List<String> keys) {
        this.keys = keys;
    }

    public static YamlPath of(String... keys) {
        return new YamlPath(List.of(keys));
    }

    /** The path of what lies below this. */
    public YamlPath then(String... below) {
        return new YamlPath(Stream.concat(keys.stream(), Stream.of(below)).toList());
    }

    /** The mapping with the value at this path replaced by what {@code change} makes of it. */
    public YamlMapping map(YamlMapping root, UnaryOperator<YamlNode> change) {
        return (YamlMapping) map(root, 0, change);
    }

    /** The mapping with every mapping of the list at this path replaced. */
    public YamlMapping mapItems(YamlMapping root, UnaryOperator<YamlMapping> change) {
        return map(root, node -> {
            if (!(node instanceof YamlSequence sequence)) {
                return node;
            }
            List<YamlNode> items = new ArrayList<>();
            for (YamlNode item : sequence.items()) {
                items.add(item instanceof YamlMapping mapping ? change.apply(mapping) : item);
            }
            return new YamlSequence(sequence.position(), items);
        });
    }

    /** What lies at this path. */
    public Optional<YamlNode> find(YamlMapping root) {
        Optional<YamlNode> found = Optional.of(root);
        for (String key : keys) {
            found = found.flatMap(node -> node instanceof YamlMapping mapping ? mapping.get(key) : Optional.empty());
        }
        return found;
    }

    /** The mapping with a value at this path; the mappings on the way are added where there are none. */
    public YamlMapping put(YamlMapping root, YamlNode value) {
        return put(root, 0, value);
    }

    private YamlMapping put(YamlMapping mapping, int depth, YamlNode value) {
        String key = keys.get(depth);
        if (depth == keys.size() - 1) {
            return mapping.with(key, value);
        }
        YamlMapping inner = mapping.get(key)
                .filter(YamlMapping.class::isInstance)
                .map(YamlMapping.class::cast)
                .orElseGet(() -> new YamlMapping(value.position(), List.of()));
        return mapping.with(key, put(inner, depth + 1, value));
    }

    private YamlNode map(YamlNode node, int depth, UnaryOperator<YamlNode> change) {
        if (depth == keys.size()) {
            return change.apply(node);
        }
        if (!(node instanceof YamlMapping mapping)) {
            return node;
        }
        String key = keys.get(depth);
        return mapping.get(key)
                .<YamlNode>map(value -> mapping.with(key, map(value, depth + 1, change)))
                .orElse(mapping);
    }
}
