package dev.longshore.engine.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import dev.longshore.engine.Containers;
import dev.longshore.engine.Images;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What views of images leave in the engine when their program is killed. */
final class ImageViewLeftovers {
    /** Longer than anybody looks at an image. */
    private static final Duration AGE = Duration.ofHours(6);

    private static final Duration PERIOD = Duration.ofHours(1);

    private final DockerConnection connection;
    private final Containers containers;
    private final Images images;
    private Instant due = Instant.MIN;

    ImageViewLeftovers(DockerConnection connection, Containers containers, Images images) {
        this.connection = connection;
        this.containers = containers;
        this.images = images;
    }

    /** Removes those that are old; looks for them from time to time only. */
    void remove(Instant now) {
        if (!isDue(now)) {
            return;
        }
        for (Container container : containers()) {
            if (isOld(container.getLabels(), now)) {
                containers.remove(container.getId());
            }
        }
        for (Image image : images()) {
            if (isOld(image.getLabels(), now)) {
                images.remove(image.getId());
            }
        }
    }

    private synchronized boolean isDue(Instant now) {
        boolean isDue = !now.isBefore(due);
        due = isDue ? now.plus(PERIOD) : due;
        return isDue;
    }

    private List<Container> containers() {
        return connection.call(
                "list containers",
                () -> connection
                        .client()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(List.of(ImageViews.OPENED))
                        .exec());
    }

    private List<Image> images() {
        return connection.call(
                "list images",
                () -> connection
                        .client()
                        .listImagesCmd()
                        .withLabelFilter(ImageViews.OPENED)
                        .exec());
    }

    private static boolean isOld(Map<String, String> labels, Instant now) {
        return Optional.ofNullable(labels.get(ImageViews.OPENED))
                .filter(time -> time.matches("[0-9]{1,10}"))
                .map(time -> Instant.ofEpochSecond(Long.parseLong(time)))
                .filter(time -> time.isBefore(now.minus(AGE)))
                .isPresent();
    }
}
