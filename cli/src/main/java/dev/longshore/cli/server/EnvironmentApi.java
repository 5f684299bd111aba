package dev.longshore.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.project.name.EnvironmentName;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the server's HTTP API says about one environment. */
public final class EnvironmentApi {
    private final ServerApi api;
    private final EnvironmentName environment;
    private final String base;

    /** A log while it arrives. The reader closes the text. */
    public record Log(InputStream text, Optional<String> pushState) {}

    public EnvironmentApi(ServerApi api, EnvironmentName environment) {
        this.api = api;
        this.environment = environment;
        this.base = "/api/v1/projects/" + environment.project() + "/environments/" + environment.alias();
    }

    public EnvironmentName environment() {
        return environment;
    }

    public ServerUrl server() {
        return api.server();
    }

    public Microservices microservices() {
        return api.json(
                base + "/microservices",
                answer -> new Microservices(
                        Json.list(answer, "microservices", EnvironmentApi::microservice),
                        Json.list(answer, "platform", EnvironmentApi::microservice)));
    }

    /** @param name a DNS label */
    public Log microserviceLog(String name, boolean follow, OptionalInt tail) {
        String query = "?follow=" + follow + (tail.isPresent() ? "&tail=" + tail.getAsInt() : "");
        return log(base + "/microservices/" + name + "/logs" + query);
    }

    /** The newest pushes, newest first. */
    public List<Push> pushes(int limit) {
        return api.json(base + "/pushes?limit=" + limit, answer -> Json.list(answer, "pushes", EnvironmentApi::push));
    }

    /** The log of a push from a byte on; followed, it ends when the push ends. */
    public Log pushLog(long id, boolean follow, long offset) {
        return log(base + "/pushes/" + id + "/log?follow=" + follow + "&offset=" + offset);
    }

    private Log log(String path) {
        HttpResponse<InputStream> response = api.open(path);
        return new Log(response.body(), response.headers().firstValue("Longshore-Push-State"));
    }

    private static Microservices.Microservice microservice(JsonNode json) {
        return new Microservices.Microservice(
                Json.text(json, "name"),
                Json.text(json, "namespace"),
                Json.text(json, "status"),
                (int) Json.number(json, "ready"),
                (int) Json.number(json, "desired"),
                Json.text(json, "detail"),
                Json.text(json, "internalUrl"),
                Json.list(json, "externalUrls", JsonNode::asText));
    }

    private static Push push(JsonNode json) {
        return new Push(
                Json.number(json, "id"),
                Json.text(json, "state"),
                json.hasNonNull("release") ? OptionalLong.of(Json.number(json, "release")) : OptionalLong.empty(),
                Json.text(json, "commit"),
                Json.text(json, "branch"),
                Json.text(json, "subject"),
                Json.text(json, "by"),
                Json.instant(json, "startedAt"),
                json.hasNonNull("finishedAt") ? Optional.of(Json.instant(json, "finishedAt")) : Optional.empty(),
                json.path("reason").asText(""));
    }
}
