package dev.longshore.builder.inprocess;

import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.recipe.Recipe;
import dev.longshore.builder.recipe.StageChain.Base;
import dev.longshore.builder.recipe.StagePlan;
import dev.longshore.engine.Composition;
import dev.longshore.engine.Composition.Layer;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.engine.ImageConfig;
import dev.longshore.engine.Images;
import dev.longshore.engine.LocalImage;
import dev.longshore.project.dockerfile.Step;
import dev.longshore.project.progress.ByteCount;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.Progress.Verb;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Builds what needs no engine's builder: from the repository's files straight to layers, with no step run. The engine is asked
 * about the base and given the finished image. Equal files give an image of the same bytes. Safe for use by several threads.
 */
public final class InProcessBuilder {
    private final Images images;
    private final KnownBases known;

    /** @param added what the steps put on the base */
    public record Made(LocalImage image, List<Layer> added) {
        public Made {
            added = List.copyOf(added);
        }

        /** {@code 2 layers, 14.3 kB new}. */
        public String text() {
            long bytes = added.stream().mapToLong(Layer::bytes).sum();
            return added.size() + (added.size() == 1 ? " layer, " : " layers, ") + ByteCount.text(bytes) + " new";
        }
    }

    public InProcessBuilder(Images images) {
        this.images = images;
        this.known = new KnownBases(images);
    }

    /**
     * @param bases the ids of all images that the plan needs
     * @param way what to say of it in the log
     * @throws NeedsEngineException when the steps can't be done this way; nothing was made then
     */
    public Made build(Recipe recipe, StagePlan plan, Map<Base, String> bases, String way, Progress progress)
            throws NeedsEngineException, IOException {
        try (PlanRun run = new PlanRun(recipe, plan, bases, known)) {
            PlanRun.Result result = run.run();
            progress.step(Verb.BUILD, recipe.subject(), way);
            show(recipe, plan, progress);
            ImageConfig config =
                    result.config().withLabels(merged(result.config().labels(), recipe.labels()));
            Optional<String> base = Optional.ofNullable(bases.get(plan.target().base()));
            Composition composition = new Composition(base, config, result.layers(), recipe.reference());
            return new Made(images.compose(composition), result.layers());
        } catch (EngineUnavailableException e) {
            throw e;
        } catch (EngineException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            throw new NeedsEngineException(String.valueOf(e.getMessage()));
        }
    }

    /** Whether builds that are based on an image begin with steps of its own. */
    public boolean hasTriggers(String image) {
        return !known.config(image).onBuild().isEmpty();
    }

    private static void show(Recipe recipe, StagePlan plan, Progress progress) {
        List<Step<?>> all = recipe.dockerfile().steps();
        Set<Step<?>> done = plan.steps();
        for (int index = 0; index < all.size(); index++) {
            if (done.contains(all.get(index))) {
                progress.output(
                        recipe.subject(),
                        "Step " + (index + 1) + "/" + all.size() + " : "
                                + all.get(index).text());
            }
        }
    }

    private static Map<String, String> merged(Map<String, String> labels, Map<String, String> more) {
        Map<String, String> merged = new TreeMap<>(labels);
        merged.putAll(more);
        return merged;
    }
}
