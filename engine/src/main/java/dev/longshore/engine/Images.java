package dev.longshore.engine;

import dev.longshore.project.registry.RegistryLogin;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The engine's store of images. Removing one that is gone already is no error. */
public interface Images {
    /** An image that the engine has, by reference or id. */
    Optional<LocalImage> find(String referenceOrId);

    /** All images that carry all these labels, but not those without a name that others are made from. */
    List<StoredImage> list(Map<String, String> labels);

    /** Fetches an image that anybody may have from its registry; throws when it isn't to be had. */
    default LocalImage pull(String reference, Consumer<String> output) {
        return pull(reference, Optional.empty(), output);
    }

    /**
     * Asks an image's registry for it, also when the engine has one of that name; throws when it isn't to be had.
     *
     * @param login for this request only: the engine doesn't keep it
     */
    LocalImage pull(String reference, Optional<RegistryLogin> login, Consumer<String> output);

    /**
     * Builds a Dockerfile with the engine's own builder.
     *
     * @param context a tar stream of the build context, Dockerfile included; {@code .dockerignore} is already applied
     * @param output every line as Docker's classic builder prints it; an engine that counts the steps of each stage alone
     *     begins each with the number of the stage, {@code Step 2.4 : }
     * @throws ImageBuildException when a step fails; the message is the engine's reason
     * @throws LostLayerException when it has to begin again
     */
    LocalImage build(Build build, InputStream context, Consumer<String> output);

    /**
     * Writes an image as the archive that {@code docker save} makes: its layers, its configuration and {@code manifest.json}.
     *
     * @throws UncheckedIOException when {@code tar} can't be written to
     */
    void export(String id, OutputStream tar);

    /** What an image that the engine has tells its containers. */
    ImageConfig config(String id);

    /** Opens a look at the files of an image that the engine has; the caller closes it. */
    ImageFiles files(String id);

    /**
     * Makes an image. The same composition gives the same image, on every engine.
     *
     * @throws EngineException also when the base is missing, when a layer can't be read, or isn't what its digest says
     */
    LocalImage compose(Composition composition);

    void tag(String id, String reference);

    /**
     * Takes a name away from an image. With its last one the image goes, and what was kept only because it was made from that;
     * as it does when its id is given.
     *
     * @throws EngineException also when a container or an image made from it still needs it
     */
    void remove(String referenceOrId);

    /**
     * @param dockerfile the Dockerfile's path within the context
     * @param reference the name that the image gets
     * @param fromCache whether steps that were run before may be taken as they were
     * @param network where the steps run; empty for the engine's own default
     * @param limits of each step
     */
    record Build(
            String dockerfile,
            String reference,
            Map<String, String> arguments,
            Map<String, String> labels,
            boolean fromCache,
            Optional<String> network,
            BuildLimits limits) {
        /** A build that uses the cache, in the engine's default network and without limits. */
        public Build(String dockerfile, String reference, Map<String, String> arguments, Map<String, String> labels) {
            this(dockerfile, reference, arguments, labels, true, Optional.empty(), BuildLimits.NONE);
        }
    }
}
