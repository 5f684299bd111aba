package dev.longshore.builder;

import dev.longshore.builder.context.ContextException;
import dev.longshore.builder.context.ContextTar;
import dev.longshore.builder.context.TarPipe;
import dev.longshore.builder.recipe.Recipe;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageBuildException;
import dev.longshore.engine.Images;
import dev.longshore.engine.Images.Build;
import dev.longshore.engine.LocalImage;
import dev.longshore.engine.LostLayerException;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.progress.Progress;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Has an engine's own builder run a Dockerfile. */
final class EngineBuilder {
    private static final int ATTEMPTS = 5;

    private final Images images;
    private final BuildSandbox sandbox;

    EngineBuilder(Images images, BuildSandbox sandbox) {
        this.images = images;
        this.sandbox = sandbox;
    }

    /**
     * @param written the Dockerfile that the recipe's is, or is a part of: the log tells of its steps
     * @throws ImageBuildException when a step fails; the message says which one, and why
     */
    LocalImage build(Recipe recipe, ContextTar tar, Dockerfile written, Progress progress)
            throws IOException, InterruptedException {
        Optional<Recipe> pinned = new PinnedDockerfile(images::find).of(recipe);
        return pinned.isPresent()
                ? buildAtLast(pinned.get(), tar.with(pinned.get().context()), written, progress)
                : buildAtLast(recipe, tar, written, progress);
    }

    private LocalImage buildAtLast(Recipe recipe, ContextTar tar, Dockerfile written, Progress progress)
            throws IOException, InterruptedException {
        for (int left = ATTEMPTS; ; left--) {
            try {
                return run(recipe, tar, written, progress);
            } catch (LostLayerException e) {
                if (left == 1) {
                    throw e;
                }
                progress.output(
                        recipe.subject(),
                        "The engine has lost a layer of its cache meanwhile; the build begins again.");
            }
        }
    }

    private LocalImage run(Recipe recipe, ContextTar tar, Dockerfile written, Progress progress)
            throws IOException, InterruptedException {
        Build build = new Build(
                recipe.context().dockerfilePath(),
                recipe.reference(),
                Map.of(),
                recipe.labels(),
                recipe.fromCache(),
                sandbox.network().name(),
                sandbox.limits());
        BuildLog log = new BuildLog(
                recipe.subject(),
                progress,
                StepNumbers.of(recipe.dockerfile(), written),
                recipe.labels().size());
        try (TarPipe pipe = TarPipe.open(tar::writeTo)) {
            return run(build, pipe, log);
        } catch (ImageBuildException e) {
            throw new ImageBuildException(
                    BuildFailure.describe(
                            recipe.context().dockerfile().orElseThrow().path(),
                            written,
                            log.step(),
                            sandbox.limits(),
                            e.getMessage()),
                    e);
        }
    }

    private LocalImage run(Build build, TarPipe pipe, BuildLog log) throws IOException {
        try {
            return images.build(build, pipe, log::add);
        } catch (EngineException e) {
            if (pipe.failure().isPresent() && pipe.failure().get() instanceof ContextException refusal) {
                refusal.addSuppressed(e);
                throw refusal;
            }
            throw e;
        }
    }
}
