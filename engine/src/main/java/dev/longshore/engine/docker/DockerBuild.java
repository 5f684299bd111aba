package dev.longshore.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.longshore.engine.BuildLimits;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageBuildException;
import dev.longshore.engine.Images.Build;
import dev.longshore.engine.LostLayerException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A build by the engine's classic builder, the one that its HTTP API offers without a session beside it. */
final class DockerBuild {
    private static final int BAD_REQUEST = 400;
    /** Of a processor's time, where what has none said gets 1024. */
    private static final int WEIGHT = 256;

    private static final int CPU_PERIOD_MICROSECONDS = 100_000;

    private final DockerConnection connection;
    private final Dialect dialect;

    DockerBuild(DockerConnection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    void run(Build build, InputStream context, Consumer<String> output) {
        String action = "build " + build.reference();
        ContextStream body = new ContextStream(context);
        boolean isPodman = dialect.isPodman();
        LineAssembler lines = new LineAssembler(isPodman ? new PodmanBuildLines(output) : output);
        PullProgress pull = new PullProgress(output);
        try (DockerHttpClient.Response response = connection.open(action, request(build, body))) {
            Optional<String> error = EngineMessages.read(connection.json(), response.getBody(), message -> {
                pull.add(message);
                text(message).ifPresent(lines::add);
            });
            lines.finish();
            if (error.isPresent()) {
                throw failure(isPodman ? PodmanBuildLines.reason(error.get()) : error.get());
            }
        } catch (IOException e) {
            throw contextFailure(body).orElseGet(() -> connection.failure(action, e));
        } catch (EngineException e) {
            throw e.getCause() instanceof DockerException refusal && refusal.getHttpStatus() == BAD_REQUEST
                    ? refused(refusal)
                    : contextFailure(body).orElse(e);
        }
    }

    /** Podman's builder takes no care of an image that is removed meanwhile. */
    private static EngineException failure(String reason) {
        return reason.endsWith("layer not known") ? new LostLayerException(reason) : new ImageBuildException(reason);
    }

    private static Optional<EngineException> contextFailure(ContextStream context) {
        return Thread.currentThread().isInterrupted()
                ? Optional.empty()
                : context.failure()
                        .map(cause ->
                                new EngineException("the build context ended early: " + cause.getMessage(), cause));
    }

    private Request request(Build build, InputStream context) {
        try {
            RequestPath path = new RequestPath("/build")
                    .with("version", "1")
                    .with("dockerfile", build.dockerfile())
                    .with("t", build.reference())
                    .with("nocache", Boolean.toString(!build.fromCache()))
                    .with("rm", "true")
                    .with("forcerm", "true")
                    .with("buildargs", encode(build.arguments()))
                    .with("labels", encode(build.labels()));
            dialect.buildIn(build.network().orElse(""), path);
            limit(build.limits(), path);
            return Request.builder()
                    .method(Request.Method.POST)
                    .path(path.toString())
                    .putHeader("Content-Type", "application/x-tar")
                    .body(context)
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("arguments or labels that JSON can't express", e);
        }
    }

    private static void limit(BuildLimits limits, RequestPath path) {
        if (!limits.equals(BuildLimits.NONE)) {
            path.with("cpushares", Integer.toString(WEIGHT));
        }
        limits.memoryBytes()
                .map(bytes -> Long.toString(bytes))
                .ifPresent(bytes -> path.with("memory", bytes).with("memswap", bytes));
        limits.cpus()
                .ifPresent(cpus -> path.with("cpuperiod", Integer.toString(CPU_PERIOD_MICROSECONDS))
                        .with("cpuquota", Long.toString(Math.round(cpus * CPU_PERIOD_MICROSECONDS))));
    }

    private String encode(Map<String, String> values) throws JsonProcessingException {
        return connection.json().writeValueAsString(values);
    }

    private static Optional<String> text(JsonNode message) {
        return Optional.ofNullable(message.get("stream")).map(JsonNode::asText);
    }

    /** The engine read the Dockerfile and wouldn't even start. */
    private static ImageBuildException refused(DockerException refusal) {
        ImageBuildException failure = new ImageBuildException(EngineFailure.reason(refusal));
        failure.initCause(refusal);
        return failure;
    }
}
