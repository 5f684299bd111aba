package dev.longshore.cli.server;

import dev.longshore.cli.json.JsonObject;
import dev.longshore.project.name.EnvironmentName;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    public ClaimsApi claims() {
        return new ClaimsApi(api, base);
    }

    public Microservices microservices() {
        return api.json(
                base + "/microservices",
                answer -> new Microservices(
                        answer.objects("microservices", EnvironmentApi::microservice),
                        answer.objects("platform", EnvironmentApi::microservice)));
    }

    /**
     * What can be asked about one microservice.
     *
     * @param name a DNS label
     * @param namespace a DNS label
     */
    public MicroserviceApi microservice(String name, String namespace) {
        return new MicroserviceApi(api, base + "/microservices/" + name, "?namespace=" + namespace);
    }

    /** The newest pushes, newest first. */
    public List<Push> pushes(int limit) {
        return api.json(base + "/pushes?limit=" + limit, answer -> answer.objects("pushes", EnvironmentApi::push));
    }

    /** What the names of base images mean, by name. */
    public List<Base> bases() {
        return api.json(base + "/bases", answer -> answer.objects("bases", EnvironmentApi::base));
    }

    /** The log of a push from a byte on; followed, it ends when the push ends. */
    public Log pushLog(long id, boolean follow, long offset) {
        return log(api, base + "/pushes/" + id + "/log?follow=" + follow + "&offset=" + offset);
    }

    /** Cancels a push, and returns its state then. */
    public String cancel(long id) {
        return api.send("POST", base + "/pushes/" + id + "/cancel", Map.of(), answer -> answer.text("state"));
    }

    /** Changes the settings that are named, and returns all of them. */
    public EnvironmentSettings set(Map<String, String> changes) {
        return api.send(
                "PATCH",
                base + "/settings",
                changes,
                answer -> new EnvironmentSettings(answer.text("forcePush"), answer.text("deployBranch")));
    }

    static Log log(ServerApi api, String path) {
        HttpResponse<InputStream> response = api.open(path);
        return new Log(response.body(), response.headers().firstValue("Longshore-Push-State"));
    }

    static Microservices.Microservice microservice(JsonObject json) {
        return new Microservices.Microservice(
                json.text("name"),
                json.text("namespace"),
                json.text("status"),
                (int) json.number("ready"),
                (int) json.number("desired"),
                json.text("detail"),
                json.text("internalUrl"),
                json.texts("externalUrls"));
    }

    private static Base base(JsonObject json) {
        return new Base(
                json.text("reference"),
                json.text("imageId"),
                json.optionalText("digest"),
                json.instant("since"),
                json.texts("usedBy"));
    }

    private static Push push(JsonObject json) {
        return new Push(
                json.number("id"),
                json.optionalText("kind").orElse("deploy"),
                json.text("state"),
                json.optionalNumber("release").map(OptionalLong::of).orElseGet(OptionalLong::empty),
                json.text("commit"),
                json.text("branch"),
                json.text("subject"),
                json.text("by"),
                json.instant("startedAt"),
                json.optionalInstant("finishedAt"),
                json.optionalText("reason").orElse(""));
    }
}
