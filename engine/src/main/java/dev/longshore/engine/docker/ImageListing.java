package dev.longshore.engine.docker;

import com.github.dockerjava.api.model.Image;
import dev.longshore.engine.StoredImage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lists images, without those that only are steps on the way to others. */
final class ImageListing {
    /** What engines show for an image without a name. */
    private static final String NO_NAME = "<none>";

    /** The registry that Podman writes before names which have none. */
    private static final Pattern USUAL_REGISTRY = Pattern.compile("^docker\\.io/(?:library/)?");

    private final DockerConnection connection;

    ImageListing(DockerConnection connection) {
        this.connection = connection;
    }

    List<StoredImage> of(Map<String, String> labels) {
        return connection
                .call(
                        "list images",
                        () -> connection
                                .client()
                                .listImagesCmd()
                                .withLabelFilter(LabelFilter.of(labels).toArray(String[]::new))
                                .exec())
                .stream()
                .map(ImageListing::stored)
                // Some engines list what carries any of the labels.
                .filter(image -> image.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private static StoredImage stored(Image image) {
        List<String> names = Stream.of(Optional.ofNullable(image.getRepoTags()).orElseGet(() -> new String[0]))
                .filter(name -> !name.contains(NO_NAME))
                .map(name -> USUAL_REGISTRY.matcher(name).replaceFirst(""))
                .sorted()
                .toList();
        return new StoredImage(
                DockerImages.withAlgorithm(image.getId()),
                names,
                Optional.ofNullable(image.getLabels()).orElse(Map.of()),
                Instant.ofEpochSecond(Optional.ofNullable(image.getCreated()).orElse(0L)));
    }
}
