package dev.longshore.builder;

import dev.longshore.engine.LocalImage;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.problem.Position;
import dev.longshore.project.source.SourcePath;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the images that were built for other environments, which share the engine but not the right to them. */
final class ForeignImages {
    /** On everything that an engine holds for an environment. */
    static final String ENVIRONMENT_LABEL = "dev.longshore.environment";

    private static final String BUILT_IMAGE = ImageName.PREFIX + "([a-z0-9-]+)/[a-z0-9].*";
    private static final Pattern REFERENCE = Pattern.compile(BUILT_IMAGE);

    /** An image's place in a Dockerfile: the base, the source of a copy or a mount, or an argument that may become one. */
    private static final Pattern INSTRUCTION = Pattern.compile(
            "(?is)(?:FROM\\s+(?:--\\S+\\s+)*|ARG\\s+\\w+=|.*[-,\\s]from=)[\"']?(?:[\\w.:-]+/)?" + BUILT_IMAGE);

    private final EnvironmentName environment;

    ForeignImages(EnvironmentName environment) {
        this.environment = environment;
    }

    /** By the name alone; the engine may know an image under others as well. */
    boolean isForeign(String reference) {
        return isForeign(REFERENCE.matcher(reference));
    }

    private boolean isForeign(Matcher name) {
        return name.matches() && !name.group(1).equals(environment.value());
    }

    /** By the label that every built image carries, whatever it is called. */
    boolean isForeign(LocalImage image) {
        return Optional.ofNullable(image.labels().get(ENVIRONMENT_LABEL))
                .filter(owner -> !owner.equals(environment.value()))
                .isPresent();
    }

    boolean isOwn(String reference) {
        return reference.startsWith(ImageName.ofEnvironment(environment));
    }

    /** Why a Dockerfile may not be built. */
    Optional<String> refusal(SourcePath dockerfile, DockerfileInstructions instructions) {
        return instructions.all().stream()
                .filter(instruction -> isForeign(INSTRUCTION.matcher(instruction.text())))
                .findFirst()
                .map(instruction -> new Position(dockerfile.value(), instruction.line(), 0)
                        + ": an image of another environment can't be used");
    }
}
