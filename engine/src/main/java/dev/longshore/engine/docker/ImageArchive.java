package dev.longshore.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.Composition.Layer;
import dev.longshore.engine.docker.TarStream.Entry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What an archive for {@code docker load} has besides the layers of the base. */
final class ImageArchive implements TarStream.Entries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deque<Entry> entries = new ArrayDeque<>();

    /**
     * @param reference with its tag
     * @param baseLayers the names of the base's layers in the archive
     */
    ImageArchive(ImageDocument document, String reference, List<String> baseLayers, List<Layer> layers)
            throws IOException {
        List<String> names = new ArrayList<>(baseLayers);
        for (Layer layer : layers) {
            String name = "layer/" + names.size() + ".tar";
            names.add(name);
            entries.add(new Entry(name, layer.bytes(), layer.content()::open));
        }
        String config = document.hex() + ".json";
        entries.add(Entry.of(config, document.json()));
        entries.add(Entry.of("manifest.json", manifest(config, reference, names)));
    }

    @Override
    public Optional<Entry> next() {
        return Optional.ofNullable(entries.poll());
    }

    private static String manifest(String config, String reference, List<String> layers)
            throws JsonProcessingException {
        ArrayNode images = JSON.createArrayNode();
        ObjectNode image = images.addObject();
        image.put("Config", config);
        image.putArray("RepoTags").add(reference);
        layers.forEach(image.putArray("Layers")::add);
        return JSON.writeValueAsString(images);
    }
}
