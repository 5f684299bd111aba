package dev.longshore.project.template;

import dev.longshore.project.problem.Position;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses one expression: an operand with filters, or two of them with {@code ==} or {@code !=} between. */
final class ExpressionParser {
    /** A filter can double the length of its value, and takes a level of the stack when it is evaluated. */
    private static final int MAX_TOKENS = 100;

    private static final int MAX_NUMBER_LENGTH = 18;

    /** Of an expression, repeated in a message. */
    private static final int SHOWN = 60;

    /** Possessive, as a long text would otherwise take a level of the stack for each of its characters. */
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\"(?:[^\"\\\\]++|\\\\.)*+\")|(-?[0-9]+)|([A-Za-z_][A-Za-z0-9_-]*)|(==|!=|[|:.]))\\s*",
            Pattern.DOTALL);

    private static final Position NOWHERE = Position.ofFile("template");
    private static final String END = "";

    private final List<String> tokens = new ArrayList<>();
    private final int line;
    private int at;

    private ExpressionParser(String text, int line) {
        this.line = line;
        Matcher matcher = TOKEN.matcher(text);
        int start = 0;
        while (start < text.length()) {
            if (!matcher.region(start, text.length()).lookingAt()) {
                throw error("\"" + shown(text.substring(start)) + "\" isn't understood; a path, a text in double"
                        + " quotes, a number, the filters json and default, == and != are");
            }
            if (tokens.size() == MAX_TOKENS) {
                throw error("\"" + shown(text) + "\" has more than " + MAX_TOKENS + " words and signs");
            }
            tokens.add(matcher.group().strip());
            start = matcher.end();
        }
    }

    static Expression parse(String text, int line) {
        ExpressionParser parser = new ExpressionParser(text, line);
        Expression expression = parser.comparison();
        if (!parser.peek().equals(END)) {
            throw parser.error("\"" + shown(parser.peek()) + "\" isn't expected in \"" + shown(text) + "\"");
        }
        return expression;
    }

    private Expression comparison() {
        Expression left = filtered();
        if (!peek().equals("==") && !peek().equals("!=")) {
            return left;
        }
        boolean equal = next().equals("==");
        return new Expression.Comparison(left, filtered(), equal);
    }

    private Expression filtered() {
        Expression value = operand();
        while (peek().equals("|")) {
            next();
            String filter = next();
            if (filter.equals("json")) {
                value = new Expression.Json(value);
            } else if (filter.equals("default") && peek().equals(":")) {
                next();
                value = new Expression.Default(value, operand());
            } else if (filter.equals("default")) {
                throw error("the filter default needs a value: default:\"x\"");
            } else {
                throw error("unknown filter \"" + shown(filter) + "\"; there are json and default");
            }
        }
        return value;
    }

    private Expression operand() {
        String token = next();
        if (token.startsWith("\"")) {
            String text = token.substring(1, token.length() - 1).replaceAll("(?s)\\\\(.)", "$1");
            return new Expression.Literal(YamlScalar.string(NOWHERE, text));
        }
        if (token.equals("true") || token.equals("false")) {
            return literal(YamlScalar.Type.BOOLEAN, token);
        }
        if (token.matches("-?[0-9]+")) {
            if (token.length() > MAX_NUMBER_LENGTH) {
                throw error("the number " + shown(token) + " is too long");
            }
            return literal(YamlScalar.Type.INTEGER, token);
        }
        if (!token.matches("[A-Za-z_].*")) {
            throw error(
                    token.equals(END) ? "a value is missing" : "\"" + shown(token) + "\" stands where a value should");
        }
        List<String> parts = new ArrayList<>(List.of(token));
        while (peek().equals(".")) {
            next();
            String part = next();
            if (!part.matches("[A-Za-z0-9_].*")) {
                throw error("a name is missing behind \"" + shown(String.join(".", parts)) + ".\"");
            }
            parts.add(part);
        }
        return new Expression.Path(parts);
    }

    private static Expression literal(YamlScalar.Type type, String text) {
        YamlNode value = new YamlScalar(NOWHERE, type, text);
        return new Expression.Literal(value);
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : END;
    }

    private String next() {
        String token = peek();
        at++;
        return token;
    }

    private static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    private TemplateException error(String message) {
        return new TemplateException(line, message);
    }
}
