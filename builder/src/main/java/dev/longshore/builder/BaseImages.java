package dev.longshore.builder;

import dev.longshore.builder.recipe.Recipe;
import dev.longshore.engine.BuildLimits;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.engine.ImageBuildException;
import dev.longshore.engine.Images;
import dev.longshore.engine.LocalImage;
import dev.longshore.project.dockerfile.Step;
import dev.longshore.project.progress.Progress;
import java.util.List;
import java.util.Optional;

/** Finds the images that Dockerfiles begin with, or has the engine fetch them. */
final class BaseImages {
    private final Images images;
    private final ForeignImages foreign;

    BaseImages(Images images, ForeignImages foreign) {
        this.images = images;
        this.foreign = foreign;
    }

    /**
     * @param from the step that names it
     * @throws ImageBuildException when there is none, or none that may be used
     */
    LocalImage provide(Recipe recipe, String reference, Step<?> from, Progress progress) throws InterruptedException {
        Optional<LocalImage> known = find(recipe, reference);
        LocalImage base = known.isPresent() ? known.get() : fetch(recipe, reference, from, progress);
        if (foreign.isForeign(base)) {
            throw new ImageBuildException(from.position() + ": " + ForeignImages.FOREIGN);
        }
        return base;
    }

    /** The image that a name stands for in a build, if the engine has it. */
    Optional<LocalImage> find(Recipe recipe, String reference) {
        return images.find(recipe.bases().getOrDefault(reference, reference));
    }

    private LocalImage fetch(Recipe recipe, String reference, Step<?> from, Progress progress)
            throws InterruptedException {
        try {
            return images.pull(reference, line -> progress.output(recipe.subject(), line));
        } catch (EngineUnavailableException e) {
            throw e;
        } catch (EngineException e) {
            EngineTrouble.throwInterrupt(e);
            List<Step<?>> steps = recipe.dockerfile().steps();
            BuildLog.Step step = new BuildLog.Step(steps.indexOf(from) + 1, steps.size(), from.text());
            throw new ImageBuildException(
                    BuildFailure.describe(
                            recipe.build().dockerfile(),
                            recipe.dockerfile(),
                            Optional.of(step),
                            BuildLimits.NONE,
                            String.valueOf(e.getMessage())),
                    e);
        }
    }
}
