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

    private static final Pattern USUAL_REGISTRY = Pattern.compile("^docker\\.io/(?:library/)?");

    /** What Podman writes besides before the names of images that it was given and that name no registry. */
    private static final Pattern USUAL_OR_NONE = Pattern.compile("^(?:docker\\.io/(?:library/)?|localhost/)");

    private final DockerConnection connection;
    private final Dialect dialect;

    ImageListing(DockerConnection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    List<StoredImage> of(Map<String, String> labels) {
        Pattern registry = dialect.isPodman() ? USUAL_OR_NONE : USUAL_REGISTRY;
        return connection
                .call(
                        "list images",
                        () -> connection
                                .client()
                                .listImagesCmd()
                                .withLabelFilter(LabelFilter.of(labels).toArray(String[]::new))
                                .exec())
                .stream()
                .map(image -> stored(image, registry))
                // Some engines list what carries any of the labels.
                .filter(image -> image.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private static StoredImage stored(Image image, Pattern registry) {
        List<String> names = Stream.of(Optional.ofNullable(image.getRepoTags()).orElseGet(() -> new String[0]))
                .filter(name -> !name.contains(NO_NAME))
                .map(name -> registry.matcher(name).replaceFirst(""))
                .sorted()
                .toList();
        return new StoredImage(
                DockerImages.withAlgorithm(image.getId()),
                names,
                Optional.ofNullable(image.getLabels()).orElse(Map.of()),
                Instant.ofEpochSecond(Optional.ofNullable(image.getCreated()).orElse(0L)));
    }
}
