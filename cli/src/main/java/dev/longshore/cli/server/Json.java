package dev.longshore.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Members of a JSON object; every method throws {@link IllegalArgumentException} when one isn't as agreed. */
final class Json {
    private Json() {}

    static String text(JsonNode object, String name) {
        JsonNode member = object.path(name);
        if (!member.isTextual()) {
            throw new IllegalArgumentException(name + " is not a string");
        }
        return member.textValue();
    }

    static long number(JsonNode object, String name) {
        JsonNode member = object.path(name);
        if (!member.isIntegralNumber()) {
            throw new IllegalArgumentException(name + " is not a number");
        }
        return member.longValue();
    }

    static Instant instant(JsonNode object, String name) {
        try {
            return Instant.parse(text(object, name));
        } catch (DateTimeParseException notATime) {
            throw new IllegalArgumentException(name + " is not a time", notATime);
        }
    }

    static <T> List<T> list(JsonNode object, String name, Function<JsonNode, T> reading) {
        JsonNode member = object.path(name);
        if (!member.isArray()) {
            throw new IllegalArgumentException(name + " is not a list");
        }
        List<T> values = new ArrayList<>();
        member.forEach(element -> values.add(reading.apply(element)));
        return List.copyOf(values);
    }
}
