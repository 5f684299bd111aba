package dev.longshore.builder;

import dev.longshore.builder.context.BuildContext;
import dev.longshore.builder.context.ReplacedFile;
import dev.longshore.builder.recipe.Recipe;
import dev.longshore.engine.LocalImage;
import dev.longshore.project.dockerfile.BuildArguments;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.DockerfileWriter;
import dev.longshore.project.dockerfile.Instruction;
import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.Instruction.From;
import dev.longshore.project.dockerfile.Scope;
import dev.longshore.project.dockerfile.StageGraph;
import dev.longshore.project.dockerfile.StageGraph.Use;
import dev.longshore.project.dockerfile.StageReference.OfImage;
import dev.longshore.project.dockerfile.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes into a Dockerfile, for an engine's builder, the images that the environment's names stand for, where the engine
 * means others by them now. Every line stays where it is.
 */
final class PinnedDockerfile {
    private final Function<String, Optional<LocalImage>> images;

    /** @param images finds what the engine has, by name or id */
    PinnedDockerfile(Function<String, Optional<LocalImage>> images) {
        this.images = images;
    }

    /** Empty when the engine means the same. */
    Optional<Recipe> of(Recipe recipe) {
        Dockerfile dockerfile = recipe.dockerfile();
        List<String> lines = new ArrayList<>(Arrays.asList(recipe.text().split("\n", -1)));
        boolean changed = false;
        for (Use use : StageGraph.of(dockerfile, Scope.global(dockerfile, BuildArguments.NONE))
                .uses()) {
            if (use.reference() instanceof OfImage image && isElsewhere(image.reference(), recipe.bases())) {
                Step<?> step = step(dockerfile, use);
                Optional<Instruction> pinned =
                        with(step.instruction(), recipe.bases().getOrDefault(image.reference(), image.reference()));
                if (pinned.isPresent()) {
                    replace(lines, step, pinned.get(), dockerfile.directives().escape());
                    changed = true;
                }
            }
        }
        return changed ? Optional.of(rewritten(recipe, String.join("\n", lines))) : Optional.empty();
    }

    private boolean isElsewhere(String reference, Map<String, String> bases) {
        return Optional.ofNullable(bases.get(reference))
                .filter(id -> !images.apply(reference).map(LocalImage::id).equals(Optional.of(id)))
                .isPresent();
    }

    private static Step<?> step(Dockerfile dockerfile, Use use) {
        return dockerfile.steps().stream()
                .filter(step -> step.position().equals(use.position()))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Instruction> with(Instruction instruction, String id) {
        if (instruction instanceof From from) {
            return Optional.of(new From(from.platform(), id, from.name()));
        }
        return instruction instanceof Copy copy
                ? Optional.of(
                        new Copy(Optional.of(id), copy.parents(), copy.options(), copy.sources(), copy.destination()))
                : Optional.empty();
    }

    private static void replace(List<String> lines, Step<?> step, Instruction instruction, char escape) {
        List<String> written =
                DockerfileWriter.write(instruction, escape).lines().toList();
        for (int line = step.position().line(); line <= step.lastLine(); line++) {
            int index = line - step.position().line();
            lines.set(line - 1, index < written.size() ? written.get(index) : "");
        }
    }

    private static Recipe rewritten(Recipe recipe, String text) {
        BuildContext context = recipe.context();
        return recipe.rewritten(
                BuildContext.of(new ReplacedFile(context.tree(), context.build().dockerfile(), text), context.build()),
                text);
    }
}
