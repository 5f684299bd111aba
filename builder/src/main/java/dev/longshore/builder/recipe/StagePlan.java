package dev.longshore.builder.recipe;

import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.recipe.StageChain.Base;
import dev.longshore.project.dockerfile.BuildArguments;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.Instruction.Add;
import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.Scope;
import dev.longshore.project.dockerfile.Stage;
import dev.longshore.project.dockerfile.StageGraph;
import dev.longshore.project.dockerfile.StageGraph.Use;
import dev.longshore.project.dockerfile.StageReference;
import dev.longshore.project.dockerfile.StageReference.OfImage;
import dev.longshore.project.dockerfile.StageReference.OfStage;
import dev.longshore.project.dockerfile.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What there is to do for the image of a Dockerfile's last stage, where an engine runs programs in prefixes alone.
 *
 * @param target makes the image
 * @param sources make the stages that files are copied from, by their numbers; each comes behind those that it copies from
 * @param origins what the steps that have a {@code --from} copy from: stages and images
 */
public record StagePlan(
        StageChain target, SortedMap<Integer, StageChain> sources, Map<Step<?>, StageReference> origins) {
    public StagePlan {
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        origins = Map.copyOf(origins);
    }

    /**
     * @param text of the Dockerfile
     * @throws NeedsEngineException when a step is an engine's, or nothing is left to do but what an engine has to
     */
    public static StagePlan of(Dockerfile dockerfile, String text) throws NeedsEngineException {
        StageGraph graph = StageGraph.of(dockerfile, Scope.global(dockerfile, BuildArguments.NONE));
        List<Stage> stages = dockerfile.stages();
        StageChain target = StageChain.of(dockerfile, text, graph, stages.get(stages.size() - 1));
        SortedMap<Integer, StageChain> sources = new TreeMap<>();
        Map<Step<?>, StageReference> origins = new HashMap<>();
        List<StageChain> open = new ArrayList<>(List.of(target));
        for (int index = 0; index < open.size(); index++) {
            Map<Step<?>, StageReference> used = origins(open.get(index), graph);
            origins.putAll(used);
            for (StageReference origin : used.values()) {
                if (origin instanceof OfStage stage && !sources.containsKey(stage.number())) {
                    StageChain source = StageChain.of(dockerfile, text, graph, stages.get(stage.number()));
                    sources.put(stage.number(), source);
                    open.add(source);
                }
            }
        }
        StagePlan plan = new StagePlan(target, sources, origins);
        plan.requireFiles();
        return plan;
    }

    /** All that has to be there first, with the step that names it; prefixes come behind what makes them. */
    public Map<Base, Step<?>> bases() {
        Map<Base, Step<?>> bases = new LinkedHashMap<>();
        for (StageChain chain : chains()) {
            bases.putIfAbsent(chain.base(), chain.first().from());
            for (Step<?> step : chain.steps()) {
                if (origins.get(step) instanceof OfImage image) {
                    bases.putIfAbsent(new Base.Named(image.reference()), step);
                }
            }
        }
        bases.remove(new Base.Empty());
        return bases;
    }

    /** Those to be gone through in process. */
    public Set<Step<?>> steps() {
        Set<Step<?>> steps = new HashSet<>();
        chains().forEach(chain -> steps.addAll(chain.steps()));
        return steps;
    }

    private List<StageChain> chains() {
        List<StageChain> chains = new ArrayList<>(sources.values());
        chains.add(target);
        return chains;
    }

    /** Behind a program, settings alone are not worth an image of their own. */
    private void requireFiles() throws NeedsEngineException {
        boolean takesFiles = target.steps().stream()
                .anyMatch(step -> step.instruction() instanceof Copy || step.instruction() instanceof Add);
        if (target.base() instanceof Base.Prefix prefix && !takesFiles) {
            throw new NeedsEngineException(StageChain.place(prefix.split().lastRun()));
        }
    }

    private static Map<Step<?>, StageReference> origins(StageChain chain, StageGraph graph)
            throws NeedsEngineException {
        Map<Step<?>, StageReference> origins = new HashMap<>();
        for (Step<?> step : chain.steps()) {
            if (step.instruction() instanceof Copy copy && copy.from().isPresent()) {
                StageReference origin = graph.uses().stream()
                        .filter(use -> !use.base() && use.position().equals(step.position()))
                        .map(Use::reference)
                        .filter(reference -> reference instanceof OfStage || reference instanceof OfImage)
                        .findFirst()
                        .orElseThrow(() -> new NeedsEngineException(
                                "COPY --from in line " + step.position().line()));
                origins.put(step, origin);
            }
        }
        return origins;
    }
}
