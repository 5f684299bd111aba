package dev.longshore.builder;

import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.recipe.Recipe;
import dev.longshore.builder.recipe.StageChain.Base;
import dev.longshore.builder.recipe.StagePlan;
import dev.longshore.project.dockerfile.Step;
import dev.longshore.project.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Provides all images that a plan needs before its steps can be gone through. */
final class StageBases {
    private static final int MAX_STEP_LENGTH = 40;

    private final BaseImages bases;
    private final PrefixBuilder prefixes;

    /**
     * @param ids of the images
     * @param way what to say in the log of the steps that are left
     */
    record Provided(Map<Base, String> ids, String way) {
        Provided {
            ids = Map.copyOf(ids);
        }
    }

    StageBases(BaseImages bases, PrefixBuilder prefixes) {
        this.bases = bases;
        this.prefixes = prefixes;
    }

    /** @throws NeedsEngineException when a prefix would have to be made again for every change */
    Provided provide(Recipe recipe, StagePlan plan, Progress progress)
            throws NeedsEngineException, IOException, InterruptedException {
        Map<Base, String> ids = new HashMap<>();
        List<String> cached = new ArrayList<>();
        boolean wasBuilt = false;
        for (Map.Entry<Base, Step<?>> needed : plan.bases().entrySet()) {
            if (needed.getKey() instanceof Base.Named image) {
                ids.put(
                        image,
                        bases.provide(recipe, image.reference(), needed.getValue(), progress)
                                .id());
            } else if (needed.getKey() instanceof Base.Prefix prefix) {
                PrefixBuilder.Prefix provided = prefixes.provide(recipe, prefix.split(), progress);
                ids.put(prefix, provided.id());
                cached.add(BuildFailure.shortened(prefix.split().lastRun().text(), MAX_STEP_LENGTH));
                wasBuilt |= !provided.wasThere();
            }
        }
        return new Provided(ids, wasBuilt ? "in process after that" : way(cached));
    }

    private static String way(List<String> cached) {
        if (cached.isEmpty()) {
            return "in process";
        }
        return "in process on cached " + (cached.size() == 1 ? "prefix (" : "prefixes (") + String.join(", ", cached)
                + " unchanged)";
    }
}
