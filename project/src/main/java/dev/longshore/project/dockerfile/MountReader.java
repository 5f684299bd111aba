package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Mount.Option;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the value of {@code --mount}: options divided by commas, of which each may be in quotes. */
final class MountReader {
    private static final Set<String> KEYS = Set.of(
            "type",
            "from",
            "source",
            "src",
            "target",
            "dst",
            "destination",
            "readonly",
            "ro",
            "readwrite",
            "rw",
            "id",
            "sharing",
            "required",
            "size",
            "mode",
            "uid",
            "gid",
            "env");
    private static final Set<String> MAY_STAND_ALONE = Set.of("readonly", "ro", "readwrite", "rw", "required");
    private static final Set<String> TYPES = Set.of("bind", "cache", "tmpfs", "secret", "ssh");
    private static final Set<String> SHARING = Set.of("shared", "private", "locked");

    private final Position position;

    private MountReader(Position position) {
        this.position = position;
    }

    static Mount read(String text, Position position) {
        MountReader reader = new MountReader(position);
        return new Mount(reader.fields(text).stream().map(reader::option).toList());
    }

    private List<String> fields(String text) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            StringBuilder field = new StringBuilder();
            at = text.startsWith("\"", at) ? quoted(text, at, field) : plain(text, at, field);
            fields.add(field.toString());
            if (at < text.length() && text.charAt(at) != ',') {
                throw error("in --mount a comma has to follow \"" + field + "\"");
            }
            at++;
        }
        return fields;
    }

    private int plain(String text, int start, StringBuilder field) {
        int comma = text.indexOf(',', start);
        int end = comma < 0 ? text.length() : comma;
        field.append(text, start, end);
        if (field.indexOf("\"") >= 0) {
            throw error("in --mount a quote stands at the start of an option: \"target=/a,b\"");
        }
        return end;
    }

    private int quoted(String text, int start, StringBuilder field) {
        int at = start + 1;
        while (at < text.length()) {
            if (text.startsWith("\"\"", at)) {
                field.append('"');
                at += 2;
            } else if (text.charAt(at) == '"') {
                return at + 1;
            } else {
                field.append(text.charAt(at++));
            }
        }
        throw error("in --mount a quote has no second one");
    }

    private Option option(String field) {
        int equals = field.indexOf('=');
        String key = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
        if (!KEYS.contains(key)) {
            throw DockerfileException.of(
                    position, "--mount has no option \"" + key + "\"", Suggestion.hint(key, new TreeSet<>(KEYS)));
        }
        if (equals < 0) {
            if (!MAY_STAND_ALONE.contains(key)) {
                throw error("the option " + key + " of --mount needs a value: " + key + "=…");
            }
            return new Option(key, Optional.empty());
        }
        String value = field.substring(equals + 1);
        check(key, value);
        return new Option(key, Optional.of(value));
    }

    private void check(String key, String value) {
        if (key.equals("from")) {
            if (value.indexOf('$') >= 0) {
                throw error("variables aren't replaced in from; name the image in a stage, FROM " + value
                        + " AS tools, and write from=tools");
            }
        } else if (value.indexOf('$') < 0) {
            if (key.equals("type")) {
                oneOf("type", value, TYPES);
            } else if (key.equals("sharing")) {
                oneOf("sharing", value, SHARING);
            }
        }
    }

    private void oneOf(String key, String value, Set<String> known) {
        if (!known.contains(value.toLowerCase(Locale.ROOT))) {
            throw DockerfileException.of(
                    position,
                    "--mount has no " + key + " \"" + value + "\"; there are "
                            + String.join(", ", new TreeSet<>(known)),
                    Suggestion.hint(value, new TreeSet<>(known)));
        }
    }

    private DockerfileException error(String message) {
        return new DockerfileException(position, message);
    }
}
