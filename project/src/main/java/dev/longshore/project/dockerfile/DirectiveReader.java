package dev.longshore.project.dockerfile;

import dev.longshore.project.problem.Position;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the lines at the top of a file that are directives; the first other line ends them. */
final class DirectiveReader {
    private static final String ESCAPE = "escape";
    private static final String SYNTAX = "syntax";
    private static final String CHECK = "check";
    private static final Set<String> NAMES = Set.of(ESCAPE, SYNTAX, CHECK);
    private static final Pattern DIRECTIVE =
            Pattern.compile("#\\s*(?<name>[a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(?<value>.+?)\\s*", Pattern.UNIX_LINES);

    private final Map<String, String> values = new HashMap<>();
    private boolean done;

    /**
     * @param line without blanks at its start and without its end
     * @param place where it starts
     */
    void accept(String line, Position place) {
        if (done) {
            return;
        }
        Matcher directive = DIRECTIVE.matcher(line);
        String name = directive.matches() ? directive.group("name").toLowerCase(Locale.ROOT) : "";
        if (!NAMES.contains(name)) {
            done = true;
            return;
        }
        String value = directive.group("value");
        if (values.containsKey(name)) {
            throw new DockerfileException(place, "there is a second \"# " + name + "=\"; keep one");
        }
        if (name.equals(ESCAPE) && !value.equals("`") && !value.equals("\\")) {
            Position at = new Position(place.file(), place.line(), place.column() + directive.start("value"));
            throw new DockerfileException(at, "the escape character is ` or \\, not \"" + value + "\"");
        }
        values.put(name, value);
    }

    char escape() {
        return value(ESCAPE).map(text -> text.charAt(0)).orElse(Directives.BACKSLASH);
    }

    Directives directives() {
        return new Directives(value(SYNTAX), escape(), value(CHECK));
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
