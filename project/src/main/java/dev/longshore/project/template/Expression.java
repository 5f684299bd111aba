package dev.longshore.project.template;

import dev.longshore.project.yaml.YamlNode;
import java.util.List;

/** What can stand between <code>{{ }}</code> and in a condition. */
sealed interface Expression {
    record Literal(YamlNode value) implements Expression {}

    /** {@code cluster.metadata.namespaces.user}. */
    record Path(List<String> parts) implements Expression {
        public Path {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return String.join(".", parts);
        }
    }

    /** {@code x|json}. */
    record Json(Expression value) implements Expression {}

    /** {@code x|default:"y"}: the second where the first has no value or is false, 0 or empty. */
    record Default(Expression value, Expression fallback) implements Expression {}

    /** {@code x == y} or {@code x != y}. */
    record Comparison(Expression left, Expression right, boolean equal) implements Expression {}
}
