package dev.longshore.builder;

import dev.longshore.builder.context.BuildContext;
import dev.longshore.builder.context.ContextFiles;
import dev.longshore.builder.context.ContextTar;
import dev.longshore.builder.context.PartialTree;
import dev.longshore.builder.inprocess.InProcessBuilder;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.recipe.PrefixInputs;
import dev.longshore.builder.recipe.Recipe;
import dev.longshore.builder.recipe.Split;
import dev.longshore.builder.recipe.StageChain;
import dev.longshore.builder.stock.PrefixUse;
import dev.longshore.engine.Images;
import dev.longshore.engine.LocalImage;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.dockerfile.BuildArguments;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.Scope;
import dev.longshore.project.dockerfile.StageGraph;
import dev.longshore.project.dockerfile.StageGraph.Use;
import dev.longshore.project.dockerfile.StageReference.OfImage;
import dev.longshore.project.dockerfile.Step;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.source.SourcePath;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Provides the images of the prefixes that Dockerfiles are cut at: each is made once from the files that its own steps use, and
 * named by them and what they are put on.
 */
final class PrefixBuilder {
    private final Images images;
    private final BaseImages bases;
    private final InProcessBuilder inProcess;
    private final EngineBuilder byEngine;
    private final Clock clock;

    /** @param wasThere whether nothing had to be built */
    record Prefix(String id, boolean wasThere) {}

    PrefixBuilder(Images images, BaseImages bases, InProcessBuilder inProcess, EngineBuilder byEngine, Clock clock) {
        this.images = images;
        this.bases = bases;
        this.inProcess = inProcess;
        this.byEngine = byEngine;
        this.clock = clock;
    }

    /** @throws NeedsEngineException when the prefix would have to be made again for every change */
    Prefix provide(Recipe recipe, Split split, Progress progress)
            throws NeedsEngineException, IOException, InterruptedException {
        String lastRun = StageChain.place(split.lastRun());
        List<String> below = imagesOf(recipe, split, progress);
        ContextFiles files = ContextFiles.of(recipe.context());
        Set<SourcePath> inputs = PrefixInputs.of(split.prefix(), files)
                .orElseThrow(() -> new NeedsEngineException(lastRun + " comes after a COPY of all files"));
        BuildContext context = context(recipe, split, inputs);
        String reference = ImageName.ofPrefix(recipe.reference(), context, below);
        Optional<LocalImage> known = recipe.fromCache() ? images.find(reference) : Optional.empty();
        if (known.isPresent()) {
            keepFor(recipe, reference, known.get());
            return new Prefix(known.get().id(), true);
        }
        progress.step(Verb.BUILD, recipe.subject(), "by the engine through the " + lastRun);
        Recipe prefix = recipe.part(reference, context, split.prefix(), split.text());
        LocalImage made = byEngine.build(
                prefix,
                ContextTar.of(context, clock.instant(), ContextTar.DEFAULT_BUDGET),
                recipe.dockerfile(),
                progress);
        keepFor(recipe, reference, made);
        return new Prefix(made.id(), false);
    }

    private void keepFor(Recipe recipe, String reference, LocalImage prefix) {
        images.tag(prefix.id(), PrefixUse.name(reference, recipe.reference()));
    }

    /** The ids of all that the prefix takes from images. */
    private List<String> imagesOf(Recipe recipe, Split split, Progress progress)
            throws NeedsEngineException, InterruptedException {
        List<String> ids = new ArrayList<>();
        Dockerfile prefix = split.prefix();
        for (Use use :
                StageGraph.of(prefix, Scope.global(prefix, BuildArguments.NONE)).uses()) {
            if (use.reference() instanceof OfImage image) {
                Step<?> from = prefix.stages().get(use.stage()).from();
                LocalImage below = use.base()
                        ? bases.provide(recipe, image.reference(), from, progress)
                        : bases.find(recipe, image.reference())
                                .orElseThrow(() -> new NeedsEngineException("it has no " + image.reference()));
                if (use.base() && inProcess.hasTriggers(below.id())) {
                    throw new NeedsEngineException("ONBUILD of " + image.reference() + " may use any file");
                }
                ids.add(below.id());
            }
        }
        return ids;
    }

    private static BuildContext context(Recipe recipe, Split split, Set<SourcePath> inputs)
            throws NeedsEngineException {
        ImageBuild build = recipe.build();
        Set<SourcePath> files = inputs.stream().map(build.context()::resolve).collect(Collectors.toUnmodifiableSet());
        if (files.contains(build.dockerfile())) {
            // A prefix has its own part of it in its place.
            throw new NeedsEngineException(StageChain.place(split.lastRun()) + " comes after a COPY of the Dockerfile");
        }
        return BuildContext.of(
                new PartialTree(recipe.context().tree(), files, build.dockerfile(), split.text()), build);
    }
}
