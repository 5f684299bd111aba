package dev.longshore.builder;

import dev.longshore.builder.stock.BuiltImage;
import dev.longshore.builder.stock.ImageStock;
import dev.longshore.builder.stock.Surplus;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.engine.Images;
import dev.longshore.project.name.EnvironmentName;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The built images of an engine: those that carry the label of an environment and have no other names than its own. */
public final class EngineImageStock implements ImageStock {
    private static final Logger LOG = LoggerFactory.getLogger(EngineImageStock.class);

    private final Images images;

    public EngineImageStock(Images images) {
        this.images = images;
    }

    @Override
    public List<BuiltImage> of(EnvironmentName environment) {
        String own = ImageName.ofEnvironment(environment);
        return images.list(Map.of(ForeignImages.ENVIRONMENT_LABEL, environment.value())).stream()
                // Who puts an image on one of these gets its labels, and who names one means to keep it.
                .filter(image -> image.names().stream().allMatch(name -> name.startsWith(own)))
                .map(image -> new BuiltImage(image.id(), image.names(), image.createdAt()))
                .toList();
    }

    @Override
    public boolean remove(Surplus surplus) {
        BuiltImage image = surplus.image();
        try {
            if (image.names().isEmpty()) {
                images.remove(image.id());
            }
            surplus.names().forEach(images::remove);
            return surplus.whole() && images.find(image.id()).isEmpty();
        } catch (EngineUnavailableException e) {
            throw e;
        } catch (EngineException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.debug("{} stays: {}", image, e.getMessage());
            return false;
        }
    }
}
