package dev.longshore.builder.recipe;

import dev.longshore.builder.context.BuildContext;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.dockerfile.Dockerfile;
import java.util.Map;

/**
 * What an image is made from.
 *
 * @param subject the microservice, for the log
 * @param reference the name that the image gets
 * @param build as the project states it
 * @param fromCache whether what was made before from the same may be used
 * @param text of the Dockerfile
 * @param labels that the image gets besides the Dockerfile's
 * @param bases the ids of the images that its Dockerfile names, by those names; others mean what the engine has
 */
public record Recipe(
        String subject,
        String reference,
        ImageBuild build,
        boolean fromCache,
        BuildContext context,
        Dockerfile dockerfile,
        String text,
        Map<String, String> labels,
        Map<String, String> bases) {
    public Recipe {
        labels = Map.copyOf(labels);
        bases = Map.copyOf(bases);
    }

    /** The same microservice's image of fewer files and steps. */
    public Recipe part(String partReference, BuildContext partContext, Dockerfile partDockerfile, String partText) {
        return new Recipe(
                subject, partReference, build, fromCache, partContext, partDockerfile, partText, labels, bases);
    }

    /** The same image of a Dockerfile that is written in another way. */
    public Recipe rewritten(BuildContext otherContext, String otherText) {
        return new Recipe(subject, reference, build, fromCache, otherContext, dockerfile, otherText, labels, bases);
    }
}
