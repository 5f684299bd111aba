package dev.longshore.builder;

import dev.longshore.engine.EngineException;
import dev.longshore.engine.LocalImage;
import dev.longshore.project.dockerfile.BuildArguments;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.Scope;
import dev.longshore.project.dockerfile.StageGraph;
import dev.longshore.project.dockerfile.StageReference;
import dev.longshore.project.dockerfile.StageReference.OfImage;
import dev.longshore.project.dockerfile.StageReference.Unclear;
import dev.longshore.project.name.EnvironmentName;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the images that were built for other environments, which share the engine but not the right to them. */
final class ForeignImages {
    /** On everything that an engine holds for an environment. */
    static final String ENVIRONMENT_LABEL = "dev.longshore.environment";

    private static final String BUILT_IMAGE = ImageName.PREFIX + "([a-z0-9-]+)/[a-z0-9].*";
    private static final Pattern REFERENCE = Pattern.compile(BUILT_IMAGE);

    /** In a Dockerfile a registry may stand before it: some are left out of the names that an engine keeps. */
    private static final Pattern IN_DOCKERFILE = Pattern.compile("(?:[\\w.:-]+/)?" + BUILT_IMAGE);

    static final String FOREIGN = "an image of another environment can't be used";
    private static final String UNCLEAR =
            "can't tell which image this uses; write its name plainly, or give every ARG in it"
                    + " a plain default before the first FROM";

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

    /**
     * Why a Dockerfile may not be built.
     *
     * @param images finds what the engine has, by name or id
     */
    Optional<String> refusal(Dockerfile dockerfile, Function<String, Optional<LocalImage>> images) {
        Scope global = Scope.global(dockerfile, BuildArguments.NONE);
        for (StageGraph.Use use : StageGraph.of(dockerfile, global).uses()) {
            String place = use.position() + ": ";
            try {
                Optional<String> reason = refusal(use.reference(), images);
                if (reason.isPresent()) {
                    return Optional.of(place + reason.get());
                }
            } catch (EngineException e) {
                throw new EngineException(place + e.getMessage(), e);
            }
        }
        return Optional.empty();
    }

    private Optional<String> refusal(StageReference reference, Function<String, Optional<LocalImage>> images) {
        if (reference instanceof Unclear) {
            return Optional.of(UNCLEAR);
        }
        if (reference instanceof OfImage image) {
            String name = image.reference();
            return isForeign(IN_DOCKERFILE.matcher(name))
                            || images.apply(name).filter(this::isForeign).isPresent()
                    ? Optional.of(FOREIGN)
                    : Optional.empty();
        }
        return Optional.empty();
    }
}
