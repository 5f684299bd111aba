package dev.longshore.deployer.engine.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.manifest.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@code preStop} hook as a container's label keeps it, because the release that a container is of may be gone when it is
 * stopped.
 *
 * @param command empty for another kind of hook
 * @param path likewise
 * @param headers name, value, name, value …
 */
public record StopHook(
        List<String> command, String path, int port, boolean tls, List<String> headers, long sleepSeconds) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static String write(Container container, Container.Hook hook) {
        try {
            return JSON.writeValueAsString(of(container, hook));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a hook can always be written as JSON", e);
        }
    }

    private static StopHook of(Container container, Container.Hook hook) {
        if (hook instanceof Container.ExecHook exec) {
            return new StopHook(exec.command(), "", 0, false, List.of(), 0);
        }
        if (hook instanceof Container.HttpHook http) {
            Probe.HttpGet get = http.request();
            List<String> headers = get.headers().stream()
                    .flatMap(header -> List.of(header.name(), header.value()).stream())
                    .toList();
            return new StopHook(
                    List.of(), get.path(), container.resolve(get.port()).orElse(0), get.tls(), headers, 0);
        }
        long seconds = ((Container.SleepHook) hook).duration().toSeconds();
        return new StopHook(List.of(), "", 0, false, List.of(), seconds);
    }

    /** Empty when the text isn't one that {@link #write} wrote. */
    static Optional<Container.Hook> read(String text) {
        try {
            return Optional.of(JSON.readValue(text, StopHook.class).hook());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private Container.Hook hook() {
        if (!command.isEmpty()) {
            return new Container.ExecHook(command);
        }
        if (path.isEmpty()) {
            return new Container.SleepHook(Duration.ofSeconds(sleepSeconds));
        }
        List<Probe.Header> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < headers.size(); i += 2) {
            pairs.add(new Probe.Header(headers.get(i), headers.get(i + 1)));
        }
        return new Container.HttpHook(new Probe.HttpGet(path, PortReference.of(port), tls, List.copyOf(pairs)));
    }
}
