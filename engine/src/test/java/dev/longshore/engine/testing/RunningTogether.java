package dev.longshore.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many containers with certain labels ran at the same time since this was made, by what the engine itself tells of
 * every start and end, so that no moment is missed.
 */
public final class RunningTogether implements AutoCloseable {
    private final Map<String, String> labels;
    private final SocketChannel events;
    private final Thread reader;
    private final Set<String> running = new HashSet<>();
    private final List<String> history = new CopyOnWriteArrayList<>();
    private volatile int greatest;
    private long latest;
    private final AtomicInteger starts = new AtomicInteger();

    public RunningTogether(Engine engine, EngineAddress address, Map<String, String> labels) {
        this.labels = Map.copyOf(labels);
        try {
            this.events = SocketChannel.open(StandardProtocolFamily.UNIX);
            events.connect(UnixDomainSocketAddress.of(address.socket()));
            String filter = URLEncoder.encode(
                    // Podman's word for the end is "died" in a filter, and Docker's in its answers.
                    "{\"type\":[\"container\"],\"event\":[\"start\",\"die\",\"died\"]}", StandardCharsets.UTF_8);
            events.write(ByteBuffer.wrap(("GET /events?filters=" + filter + " HTTP/1.0\r\nHost: engine\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8)));
            BufferedReader lines =
                    new BufferedReader(Channels.newReader(events, StandardCharsets.UTF_8.newDecoder(), -1));
            // From the head of the answer on nothing is missed.
            if (!lines.readLine().contains("200")) {
                throw new IOException("the engine tells no events");
            }
            engine.containers().list(labels).stream()
                    .filter(ContainerState::isRunning)
                    .map(ContainerState::id)
                    .forEach(running::add);
            greatest = running.size();
            this.reader = new Thread(() -> read(lines), "running-together");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader.setDaemon(true);
        reader.start();
    }

    public int greatest() {
        return greatest;
    }

    /** How many were started. */
    public int starts() {
        return starts.get();
    }

    /** What happened, a line each. */
    public List<String> history() {
        return history;
    }

    @Override
    public void close() {
        try {
            events.close();
            reader.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(BufferedReader lines) {
        ObjectMapper json = new ObjectMapper();
        try {
            for (Optional<String> line = Optional.ofNullable(lines.readLine());
                    line.isPresent();
                    line = Optional.ofNullable(lines.readLine())) {
                if (line.get().startsWith("{")) {
                    note(json.readTree(line.get()));
                }
            }
        } catch (IOException e) {
            history.add("the engine's events ended");
        }
    }

    private void note(JsonNode event) {
        JsonNode attributes = event.path("Actor").path("Attributes");
        boolean ours = labels.entrySet().stream()
                .allMatch(label ->
                        label.getValue().equals(attributes.path(label.getKey()).asText()));
        // Podman tells all of its file of events again, the latest too, when it begins another.
        long time = event.path("timeNano").asLong();
        if (!ours || time <= latest) {
            return;
        }
        latest = time;
        String id = event.path("Actor").path("ID").asText();
        String action = event.path("Action").asText();
        if (action.equals("start")) {
            running.add(id);
            starts.incrementAndGet();
        } else {
            running.remove(id);
        }
        history.add(time / 1_000_000 + " " + action + " "
                + attributes.path("name").asText() + ", " + running.size() + " running");
        greatest = Math.max(greatest, running.size());
    }
}
