package dev.longshore.cli.json;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The members of an object. Every method throws {@link MalformedJson} when one has another type than the one asked for. */
public final class JsonObject {
    private final Map<String, Object> members;

    JsonObject(Map<String, Object> members) {
        this.members = members;
    }

    public static JsonObject empty() {
        return new JsonObject(new LinkedHashMap<>());
    }

    public String text(String name) {
        return required(name, optionalText(name));
    }

    public Optional<String> optionalText(String name) {
        return member(name, String.class, "a string");
    }

    public long number(String name) {
        return required(name, optionalNumber(name));
    }

    public Optional<Long> optionalNumber(String name) {
        return member(name, Long.class, "a whole number");
    }

    public Instant instant(String name) {
        return required(name, optionalInstant(name));
    }

    public Optional<Instant> optionalInstant(String name) {
        try {
            return optionalText(name).map(Instant::parse);
        } catch (DateTimeParseException notATime) {
            throw new MalformedJson(name + " is not a time");
        }
    }

    public <T> List<T> objects(String name, Function<JsonObject, T> reading) {
        return list(name).stream()
                .map(element -> reading.apply(asObject(name, element)))
                .toList();
    }

    public List<String> texts(String name) {
        return list(name).stream().map(Object::toString).toList();
    }

    private List<?> list(String name) {
        return required(name, member(name, List.class, "a list"));
    }

    public Optional<JsonObject> object(String name) {
        return member(name, Object.class, "").map(value -> asObject(name, value));
    }

    public Set<String> names() {
        return members.keySet();
    }

    private <T> Optional<T> member(String name, Class<T> type, String what) {
        Optional<Object> value = Optional.ofNullable(members.get(name));
        if (value.isPresent() && !type.isInstance(value.get())) {
            throw new MalformedJson(name + " is not " + what);
        }
        return value.map(type::cast);
    }

    private static <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> new MalformedJson(name + " is missing"));
    }

    private static JsonObject asObject(String name, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new MalformedJson(name + " is not an object");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((key, member) -> members.put(String.valueOf(key), member));
        return new JsonObject(members);
    }
}
