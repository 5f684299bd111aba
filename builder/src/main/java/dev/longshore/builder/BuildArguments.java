package dev.longshore.builder;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code ARG}s before the first stage, which are those that a {@code FROM} can use, with their defaults. */
final class BuildArguments {
    private static final Pattern DECLARATION =
            Pattern.compile("(\\w+)(?:=((?:\"[^\"]*\"|'[^']*'|[^\\s\"']++)*+))?(?:\\s+|$)");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:(?<plain>\\w+)|\\{(?<name>\\w+)(?:(?<operator>:?[-+])(?<word>[^{}$]*))?})");

    /** What only an engine's own reading of a word could tell. */
    private static final Pattern UNCLEAR = Pattern.compile("[$\"'`\\\\{}\\s]");

    private final Map<String, Optional<String>> values = new HashMap<>();

    /** Takes what follows the keyword of an {@code ARG}; what can't be read makes all names unclear. */
    void declare(String text) {
        Matcher declaration = DECLARATION.matcher(text);
        int end = 0;
        while (declaration.lookingAt()) {
            String value = declaration.group(2);
            values.put(declaration.group(1), value == null ? Optional.of("") : expand(value));
            end = declaration.end();
            declaration.region(end, text.length());
        }
        if (end < text.length()) {
            values.replaceAll((name, value) -> Optional.empty());
        }
    }

    /** A word with its variables replaced; empty when it isn't certain what the engine makes of it. */
    Optional<String> expand(String word) {
        char first = word.isEmpty() ? ' ' : word.charAt(0);
        boolean quoted =
                word.length() > 1 && (first == '"' || first == '\'') && word.charAt(word.length() - 1) == first;
        String text = quoted ? word.substring(1, word.length() - 1) : word;
        if (quoted && first == '\'') {
            return clear(text);
        }
        StringBuilder result = new StringBuilder();
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            Optional<String> value = value(variable);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            variable.appendReplacement(result, Matcher.quoteReplacement(value.get()));
        }
        return clear(variable.appendTail(result).toString());
    }

    private Optional<String> value(Matcher variable) {
        String plain = variable.group("plain");
        String name = plain == null ? variable.group("name") : plain;
        Optional<String> value = values.getOrDefault(name, unknown(name));
        String operator = variable.group("operator");
        if (operator == null) {
            return value;
        }
        // Whether an empty one counts as set differs.
        if (value.isEmpty() || (value.get().isEmpty() && !operator.startsWith(":"))) {
            return Optional.empty();
        }
        boolean set = !value.get().isEmpty();
        String word = variable.group("word");
        return Optional.of(operator.endsWith("-") ? (set ? value.get() : word) : (set ? word : ""));
    }

    /** Of those that nobody declared, BuildKit sets these (TARGETPLATFORM, BUILDARCH …); the others are empty. */
    private static Optional<String> unknown(String name) {
        return name.startsWith("TARGET") || name.startsWith("BUILD") ? Optional.empty() : Optional.of("");
    }

    private static Optional<String> clear(String text) {
        return Optional.of(text).filter(plain -> !UNCLEAR.matcher(plain).find());
    }
}
