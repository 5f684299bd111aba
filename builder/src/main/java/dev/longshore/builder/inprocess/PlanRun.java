package dev.longshore.builder.inprocess;

import dev.longshore.builder.context.ContextFiles;
import dev.longshore.builder.context.ContextTar;
import dev.longshore.builder.layer.LayerTar;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.layer.Spool;
import dev.longshore.builder.layer.StageFiles;
import dev.longshore.builder.recipe.Recipe;
import dev.longshore.builder.recipe.StageChain;
import dev.longshore.builder.recipe.StageChain.Base;
import dev.longshore.builder.recipe.StagePlan;
import dev.longshore.engine.Composition.Layer;
import dev.longshore.engine.ImageConfig;
import dev.longshore.engine.ImageFiles;
import dev.longshore.project.dockerfile.StageReference;
import dev.longshore.project.dockerfile.StageReference.OfImage;
import dev.longshore.project.dockerfile.StageReference.OfStage;
import dev.longshore.project.dockerfile.Step;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes through a plan: first the stages that others copy from, then those of the image. What it gives can be read until it is
 * closed. Not thread-safe.
 */
final class PlanRun implements Closeable {
    private final Recipe recipe;
    private final StagePlan plan;
    private final Map<Base, String> ids;
    private final KnownBases bases;
    private final ContextFiles context;
    private final Spool spool;
    private final Map<Base, ImageFiles> opened = new HashMap<>();

    /** The stages that are copied from, by number. */
    private final Map<Integer, StageFiles> stages = new HashMap<>();

    /** What the steps made: layers to put on the base, and the image's configuration. */
    record Result(List<Layer> layers, ImageConfig config) {}

    /** @param ids of all images that the plan needs */
    PlanRun(Recipe recipe, StagePlan plan, Map<Base, String> ids, KnownBases bases) throws IOException {
        this.recipe = recipe;
        this.plan = plan;
        this.ids = ids;
        this.bases = bases;
        this.context = ContextFiles.of(recipe.context());
        this.spool = new Spool(ContextTar.DEFAULT_BUDGET);
    }

    /** @throws NeedsEngineException when only an engine can do or tell something */
    Result run() throws NeedsEngineException, IOException {
        for (Map.Entry<Integer, StageChain> source : plan.sources().entrySet()) {
            StageFiles files = files(source.getValue().base());
            run(source.getValue(), files, InProcessBuild.Layers.IGNORED);
            stages.put(source.getKey(), files);
        }
        List<Layer> layers = new ArrayList<>();
        ImageConfig config = run(
                plan.target(),
                files(plan.target().base()),
                (nodes, step) -> layers.add(LayerTar.layer(nodes, step.text())));
        return new Result(List.copyOf(layers), config);
    }

    private ImageConfig run(StageChain chain, StageFiles files, InProcessBuild.Layers layers)
            throws NeedsEngineException, IOException {
        ImageConfig config = id(chain.base()).map(bases::config).orElse(ImageConfig.NONE);
        if (chain.base() instanceof Base.Named && !config.onBuild().isEmpty()) {
            throw new NeedsEngineException("ONBUILD of the base");
        }
        return new InProcessBuild(recipe.dockerfile(), this::origin, files, layers).run(chain, config);
    }

    private Origin origin(Step<?> step) {
        StageReference origin = plan.origins().get(step);
        if (origin instanceof OfStage stage) {
            StageFiles files = Optional.ofNullable(stages.get(stage.number())).orElseThrow();
            return new StageOrigin(files, spool);
        }
        return origin instanceof OfImage image
                ? new StageOrigin(files(new Base.Named(image.reference())), spool)
                : new ContextOrigin(context);
    }

    private StageFiles files(Base base) {
        return new StageFiles(opened.computeIfAbsent(base, missing -> bases.files(id(missing))));
    }

    private Optional<String> id(Base base) {
        return Optional.ofNullable(ids.get(base));
    }

    @Override
    public void close() throws IOException {
        try (spool) {
            opened.values().forEach(ImageFiles::close);
        }
    }
}
