package dev.longshore.engine.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The way to one engine. Everything runs on the caller's thread, streams included, so that interrupting the thread closes
 * the socket and ends the call.
 */
final class DockerConnection implements AutoCloseable {
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    private final EngineAddress address;
    private final DockerClient client;
    private final DockerHttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final EngineWatch watch;

    private DockerConnection(EngineAddress address, DockerClient client, DockerHttpClient http, Duration patience) {
        this.address = address;
        this.client = client;
        this.http = http;
        this.watch = new EngineWatch(patience, () -> client.pingCmd().exec());
    }

    /** @param patience how long the engine may take to answer */
    static DockerConnection to(EngineAddress address, Duration patience) {
        // The configuration directory is one that can't exist: what the server's user once told the docker command is
        // not for the server.
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address.toString())
                .withDockerTlsVerify(false)
                .withDockerConfig(address.socket().resolve("none").toString())
                .build();
        DockerHttpClient http = new FreshConnections(new ZerodepDockerHttpClient.Builder()
                .dockerHost(URI.create(address.toString()))
                .build());
        return new DockerConnection(address, DockerClientImpl.getInstance(config, http), http, patience);
    }

    DockerClient client() {
        return client;
    }

    ObjectMapper json() {
        return json;
    }

    /**
     * Runs a request of {@link #client}.
     *
     * @param action what is asked for, to be put behind "the engine can't"
     */
    <T> T call(String action, Supplier<T> request) {
        return call(action, Duration.ZERO, request);
    }

    /** @param more how much longer than others this request may take */
    private <T> T call(String action, Duration more, Supplier<T> request) {
        try {
            return watch.within(watch.patience().plus(more), request);
        } catch (TimeoutException | RuntimeException e) {
            throw failure(action, e);
        }
    }

    void run(String action, Runnable request) {
        run(action, Duration.ZERO, request);
    }

    void run(String action, Duration more, Runnable request) {
        call(action, more, () -> {
            request.run();
            return true;
        });
    }

    /**
     * Does something on this thread that may wait for an opened answer for as long as the engine is alive.
     *
     * @param action what is asked for, to be put behind "the engine can't"
     */
    void stream(String action, Runnable reading) {
        stream(action, () -> {
            reading.run();
            return true;
        });
    }

    /** Returns what the reading does. */
    <T> T stream(String action, Supplier<T> reading) {
        EngineWatch.Stream stream = watch.stream();
        Optional<T> result = Optional.empty();
        Optional<RuntimeException> failure = Optional.empty();
        try {
            result = Optional.of(reading.get());
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
        Optional<TimeoutException> timeout = stream.end();
        if (timeout.isPresent()) {
            failure.ifPresent(timeout.get()::addSuppressed);
            throw failure(action, timeout.get());
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return result.get();
    }

    /**
     * Sends a request and returns the answer with its body still to come. The caller closes it, and has either a deadline
     * or {@link #stream} around it.
     */
    DockerHttpClient.Response open(String action, DockerHttpClient.Request request) {
        try {
            return accepted(http.execute(request));
        } catch (RuntimeException e) {
            throw failure(action, e);
        }
    }

    /** The headers of the answer to a {@code GET}, whatever its status. */
    ResponseHead head(String action, String path) {
        return call(action, () -> {
            try {
                return HeadRequest.send(address, path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Opens a connection whose bytes are those of a command. The caller closes it. */
    HijackedConnection hijack(String action, String path, byte[] json) {
        return call(action, () -> {
            try {
                return HijackedConnection.post(address, path, json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static DockerHttpClient.Response accepted(DockerHttpClient.Response response) {
        int status = response.getStatusCode();
        if (status >= 200 && status < 300) {
            return response;
        }
        try (response) {
            byte[] body = response.getBody().readNBytes(MAX_ERROR_BYTES);
            throw new DockerException(new String(body, StandardCharsets.UTF_8), status);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EngineException failure(String action, Exception cause) {
        return EngineFailure.of(address, action, cause);
    }

    @Override
    public void close() {
        watch.close();
        try {
            client.close();
        } catch (IOException e) {
            throw failure("close its connections", e);
        }
    }
}
