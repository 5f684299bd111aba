package dev.longshore.builder.same;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What a container sees of an image: its files, and those settings of its config that reach a container. Times, ids and
 * history are left out, and so is how the files are spread over layers.
 *
 * @param files by path without a leading slash; the root is the empty path
 * @param settings by key; what isn't set, and what is set to nothing, is absent
 */
record ImageContents(SortedMap<String, FileEntry> files, SortedMap<String, String> settings) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> ABOUT_THE_IMAGE = List.of("architecture", "author", "os");
    private static final List<String> FOR_CONTAINERS = List.of(
            "Cmd",
            "Entrypoint",
            "Env",
            "ExposedPorts",
            "Healthcheck",
            "Labels",
            "OnBuild",
            "Shell",
            "StopSignal",
            "User",
            "Volumes",
            "WorkingDir");
    private static final String OWN_LABEL = "dev.longshore.";

    /** Reads an archive of one image, as {@code docker save} writes it. */
    static ImageContents read(InputStream archive) throws IOException {
        Map<String, ImageLayer> layers = new HashMap<>();
        Map<String, String> links = new HashMap<>();
        Map<String, JsonNode> documents = new HashMap<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String name = entry.getName();
            if (entry.isSymbolicLink()) {
                links.put(
                        name,
                        Path.of(name)
                                .resolveSibling(entry.getLinkName())
                                .normalize()
                                .toString());
            } else if (name.endsWith(".tar")) {
                layers.put(name, ImageLayer.read(tar));
            } else if (name.endsWith(".json")) {
                documents.put(name, JSON.readTree(tar.readAllBytes()));
            }
        }
        JsonNode image = part(documents, "manifest.json").path(0);
        ImageFiles files = new ImageFiles();
        for (JsonNode name : image.path("Layers")) {
            files.add(part(layers, links.getOrDefault(name.asText(), name.asText())));
        }
        return new ImageContents(
                files.byPath(), settings(part(documents, image.path("Config").asText())));
    }

    private static <T> T part(Map<String, T> parts, String name) throws IOException {
        return Optional.ofNullable(parts.get(name))
                .orElseThrow(() -> new IOException("the image's archive has no \"" + name + "\""));
    }

    private static SortedMap<String, String> settings(JsonNode document) {
        SortedMap<String, String> settings = new TreeMap<>();
        ABOUT_THE_IMAGE.forEach(key -> put(settings, key, document.path(key)));
        FOR_CONTAINERS.forEach(key -> put(settings, key, document.path("config").path(key)));
        return settings;
    }

    private static void put(SortedMap<String, String> settings, String key, JsonNode value) {
        if (value.isObject()) {
            SortedMap<String, JsonNode> sorted = new TreeMap<>();
            value.properties().stream()
                    .filter(property -> !property.getKey().startsWith(OWN_LABEL))
                    .forEach(property -> sorted.put(property.getKey(), property.getValue()));
            if (!sorted.isEmpty()) {
                settings.put(key, sorted.toString());
            }
        } else if (!value.isMissingNode() && !value.isNull() && !(value.isArray() && value.isEmpty())) {
            String text = value.toString();
            if (!text.equals("\"\"")) {
                settings.put(key, text);
            }
        }
    }

    /** One line for each way in which another image isn't what this one is; none when containers can't tell them apart. */
    List<String> differences(ImageContents other) {
        return ImageDifferences.between(this, other);
    }

    @Override
    public String toString() {
        return files.size() + " files, " + settings;
    }
}
