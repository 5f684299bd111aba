package dev.longshore.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.ImageConfig;
import dev.longshore.engine.ImageConfig.HealthCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The {@code config} of an image's configuration as JSON. What is empty is left out, and the order of keys is fixed. */
final class ImageConfigJson {
    private ImageConfigJson() {}

    static ImageConfig read(JsonNode config, Optional<String> author) {
        return new ImageConfig(
                text(config.path("User")),
                names(config.path("ExposedPorts")),
                list(config.path("Env")).orElse(List.of()),
                list(config.path("Entrypoint")),
                list(config.path("Cmd")),
                names(config.path("Volumes")),
                text(config.path("WorkingDir")),
                map(config.path("Labels")),
                text(config.path("StopSignal")),
                config.path("Healthcheck").isObject()
                        ? Optional.of(healthCheck(config.path("Healthcheck")))
                        : Optional.empty(),
                list(config.path("Shell")),
                list(config.path("OnBuild")).orElse(List.of()),
                author);
    }

    static ObjectNode write(ImageConfig config) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        config.user().ifPresent(user -> json.put("User", user));
        putNames(json, "ExposedPorts", config.ports());
        putList(json, "Env", config.env());
        config.entrypoint().ifPresent(words -> addAll(json, "Entrypoint", words));
        config.cmd().ifPresent(words -> addAll(json, "Cmd", words));
        config.health().ifPresent(check -> json.set("Healthcheck", write(check)));
        putNames(json, "Volumes", config.volumes());
        config.workdir().ifPresent(path -> json.put("WorkingDir", path));
        putList(json, "OnBuild", config.onBuild());
        if (!config.labels().isEmpty()) {
            ObjectNode labels = json.putObject("Labels");
            new TreeMap<>(config.labels()).forEach(labels::put);
        }
        config.signal().ifPresent(signal -> json.put("StopSignal", signal));
        config.shell().ifPresent(words -> addAll(json, "Shell", words));
        return json;
    }

    private static HealthCheck healthCheck(JsonNode check) {
        return new HealthCheck(
                list(check.path("Test")).orElse(List.of()),
                duration(check.path("Interval")),
                duration(check.path("Timeout")),
                duration(check.path("StartPeriod")),
                duration(check.path("StartInterval")),
                check.path("Retries").asInt());
    }

    private static ObjectNode write(HealthCheck check) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        addAll(json, "Test", check.test());
        check.interval().ifPresent(time -> json.put("Interval", time.toNanos()));
        check.timeout().ifPresent(time -> json.put("Timeout", time.toNanos()));
        check.startPeriod().ifPresent(time -> json.put("StartPeriod", time.toNanos()));
        check.startInterval().ifPresent(time -> json.put("StartInterval", time.toNanos()));
        if (check.retries() != 0) {
            json.put("Retries", check.retries());
        }
        return json;
    }

    private static Optional<Duration> duration(JsonNode nanos) {
        return nanos.asLong() == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos.asLong()));
    }

    /** Empty and missing mean the same. */
    static Optional<String> text(JsonNode value) {
        return Optional.of(value.asText("")).filter(text -> !text.isEmpty());
    }

    private static Optional<List<String>> list(JsonNode values) {
        if (!values.isArray()) {
            return Optional.empty();
        }
        List<String> list = new ArrayList<>();
        values.forEach(value -> list.add(value.asText()));
        return Optional.of(list);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new TreeMap<>();
        object.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    private static void putNames(ObjectNode json, String key, List<String> names) {
        if (!names.isEmpty()) {
            ObjectNode object = json.putObject(key);
            names.forEach(object::putObject);
        }
    }

    private static void putList(ObjectNode json, String key, List<String> values) {
        if (!values.isEmpty()) {
            addAll(json, key, values);
        }
    }

    private static void addAll(ObjectNode json, String key, List<String> values) {
        values.forEach(json.putArray(key)::add);
    }
}
