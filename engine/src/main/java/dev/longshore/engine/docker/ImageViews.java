package dev.longshore.engine.docker;

import dev.longshore.engine.Composition;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.ContainerSpec.Attachment;
import dev.longshore.engine.Containers;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageConfig;
import dev.longshore.engine.ImageFiles;
import dev.longshore.engine.Images;
import dev.longshore.engine.LocalImage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens images through containers that are never started. Those that a killed program left are removed once they are old
 * enough that nobody can be looking any more.
 */
final class ImageViews {
    /** When the view was opened, in seconds since 1970. */
    static final String OPENED = "dev.longshore.image-files.opened";

    /** Of which image it is. */
    static final String IMAGE = "dev.longshore.image-files.image";

    private static final String REPOSITORY = "longshore/image-files";

    private final DockerConnection connection;
    private final Containers containers;
    private final Images images;
    private final ImageViewLeftovers leftovers;

    ImageViews(DockerConnection connection, Containers containers, Images images) {
        this.connection = connection;
        this.containers = containers;
        this.images = images;
        this.leftovers = new ImageViewLeftovers(connection, containers, images);
    }

    ImageFiles open(String id) {
        leftovers.remove(Instant.now());
        String unique = UUID.randomUUID().toString();
        Map<String, String> labels = Map.of(OPENED, Long.toString(Instant.now().getEpochSecond()), IMAGE, id);
        LocalImage image = images.find(id).orElseThrow(() -> new EngineException("the engine has no image " + id));
        return image.volumes().isEmpty()
                ? view(image.id(), unique, labels, () -> {})
                : viewWithoutVolumes(image.id(), unique, labels);
    }

    /** Volumes would lie over what the image has at their paths. */
    private ImageFiles viewWithoutVolumes(String id, String unique, Map<String, String> labels) {
        String copy = REPOSITORY + ":" + unique;
        ImageConfig config = ImageConfig.NONE.withLabels(labels);
        images.compose(new Composition(Optional.of(id), config, List.of(), copy));
        try {
            return view(copy, unique, labels, () -> images.remove(copy));
        } catch (RuntimeException e) {
            images.remove(copy);
            throw e;
        }
    }

    private ImageFiles view(String image, String unique, Map<String, String> labels, Runnable afterwards) {
        String container = containers.create(specification(image, "longshore-files-" + unique, labels));
        return new ImageView(connection, containers, container, afterwards);
    }

    private static ContainerSpec specification(String image, String name, Map<String, String> labels) {
        return new ContainerSpec(
                name,
                image,
                // There must be a command, and the engine would make the image's working directory.
                new ContainerSpec.Program(
                        Optional.empty(),
                        Optional.of(List.of("none")),
                        Optional.of("/"),
                        Optional.empty(),
                        List.of(),
                        Map.of()),
                labels,
                ContainerSpec.Attached.to(new Attachment("none", Optional.empty(), List.of())),
                List.of(),
                ContainerSpec.Limits.NONE,
                ContainerSpec.Restart.NEVER,
                ContainerSpec.Hardening.DEFAULT);
    }
}
