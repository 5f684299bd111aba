package dev.longshore.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Makes a few lines of the hundreds of messages with which an engine reports a pull. */
final class PullProgress {
    private final Consumer<String> lines;
    private final Set<String> layers = new HashSet<>();
    private final Set<String> present = new HashSet<>();

    PullProgress(Consumer<String> lines) {
        this.lines = lines;
    }

    void add(JsonNode message) {
        String status = message.path("status").asText("");
        String id = message.path("id").asText("");
        if (status.startsWith("Pulling fs layer")) {
            layers.add(id);
        } else if (status.startsWith("Already exists")) {
            layers.add(id);
            present.add(id);
        } else if (status.startsWith("Pulling from")) {
            lines.accept(status + (id.isEmpty() ? "" : ":" + id));
        } else if (status.startsWith("Status:")) {
            layersLine();
            lines.accept(status.substring("Status:".length()).strip());
        }
    }

    private void layersLine() {
        if (!layers.isEmpty()) {
            lines.accept(layers.size() + (layers.size() == 1 ? " layer, " : " layers, ") + present.size()
                    + " of them here already");
        }
    }
}
