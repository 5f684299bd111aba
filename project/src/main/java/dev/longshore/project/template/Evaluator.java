package dev.longshore.project.template;

import dev.longshore.project.problem.Position;
import dev.longshore.project.yaml.YamlJson;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlScalar;
import dev.longshore.project.yaml.YamlSequence;
import java.math.BigDecimal;
import java.util.Optional;

/** The values of expressions, with the truth and the equality of pongo2. */
final class Evaluator {
    private static final YamlNode NOTHING = new YamlScalar(Position.ofFile("template"), YamlScalar.Type.NULL, "");

    /** Characters of JSON for one template: every filter and comparison can write a value out once more. */
    private static final int MAX_JSON = 4 * 1024 * 1024;

    private final YamlMapping context;
    private int written;

    Evaluator(YamlMapping context) {
        this.context = context;
    }

    /** The path of an expression whose value is missing altogether, unless it says what stands for it. */
    Optional<Expression.Path> missing(Expression expression) {
        if (expression instanceof Expression.Json json) {
            return missing(json.value());
        }
        return expression instanceof Expression.Path path && find(path).isEmpty()
                ? Optional.of(path)
                : Optional.empty();
    }

    /** @param line where the expression stands, for errors */
    YamlNode evaluate(Expression expression, int line) {
        if (expression instanceof Expression.Literal literal) {
            return literal.value();
        }
        if (expression instanceof Expression.Path path) {
            return find(path).orElse(NOTHING);
        }
        if (expression instanceof Expression.Json json) {
            return YamlScalar.string(
                    Position.ofFile("template"), counted(YamlJson.write(evaluate(json.value(), line)), line));
        }
        if (expression instanceof Expression.Default choice) {
            YamlNode value = evaluate(choice.value(), line);
            return isTrue(value) ? value : evaluate(choice.fallback(), line);
        }
        Expression.Comparison comparison = (Expression.Comparison) expression;
        boolean equal = areEqual(evaluate(comparison.left(), line), evaluate(comparison.right(), line), line);
        return new YamlScalar(
                Position.ofFile("template"), YamlScalar.Type.BOOLEAN, Boolean.toString(equal == comparison.equal()));
    }

    boolean isTrue(YamlNode value) {
        if (value instanceof YamlMapping mapping) {
            return !mapping.entries().isEmpty();
        }
        if (value instanceof YamlSequence sequence) {
            return !sequence.items().isEmpty();
        }
        YamlScalar scalar = (YamlScalar) value;
        return switch (scalar.type()) {
            case STRING -> !scalar.text().isEmpty();
            case INTEGER, FLOAT -> new BigDecimal(scalar.text()).signum() != 0;
            case BOOLEAN -> scalar.text().equals("true");
            case NULL -> false;
        };
    }

    private boolean areEqual(YamlNode left, YamlNode right, int line) {
        if (left instanceof YamlScalar a && right instanceof YamlScalar b) {
            if (isNumber(a) && isNumber(b)) {
                return new BigDecimal(a.text()).compareTo(new BigDecimal(b.text())) == 0;
            }
            return a.type() == b.type() && a.text().equals(b.text());
        }
        return counted(YamlJson.canonical(left), line).equals(counted(YamlJson.canonical(right), line));
    }

    private String counted(String json, int line) {
        written += json.length();
        if (written > MAX_JSON) {
            throw new TemplateException(line, "this template's filters and comparisons write more than 4 MB");
        }
        return json;
    }

    private static boolean isNumber(YamlScalar scalar) {
        return scalar.type() == YamlScalar.Type.INTEGER || scalar.type() == YamlScalar.Type.FLOAT;
    }

    private Optional<YamlNode> find(Expression.Path path) {
        YamlNode value = context;
        for (String part : path.parts()) {
            Optional<YamlNode> next = Optional.empty();
            if (value instanceof YamlMapping mapping) {
                next = mapping.get(part);
            } else if (value instanceof YamlSequence sequence && part.matches("[0-9]{1,6}")) {
                next = sequence.items().stream().skip(Integer.parseInt(part)).findFirst();
            }
            if (next.isEmpty()) {
                return Optional.empty();
            }
            value = next.get();
        }
        return Optional.of(value);
    }
}
