package dev.longshore.project.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A path of keys into nested mappings, to rewrite what lies there. What isn't there is left as it is. */
public final class YamlPath {
    private final List<String> keys;

    private YamlPath(List<String> keys) {
        this.keys = keys;
    }

    public static YamlPath of(String... keys) {
        return new YamlPath(List.of(keys));
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
