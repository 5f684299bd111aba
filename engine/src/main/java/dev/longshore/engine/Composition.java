package dev.longshore.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image to make of layers that are there.
 *
 * @param baseId the image whose layers are below them, which the engine has; none for {@code scratch}
 * @param config all of it: nothing is taken over from the base
 * @param layers from the lowest to the highest
 * @param reference the name that it gets, with a tag or none for {@code latest}
 */
public record Composition(Optional<String> baseId, ImageConfig config, List<Layer> layers, String reference) {
    public Composition {
        layers = List.copyOf(layers);
    }

    /**
     * @param diffId {@code sha256:…} of the tar
     * @param bytes of the tar, uncompressed
     * @param createdBy what made it, for the image's history
     */
    public record Layer(String diffId, long bytes, Content content, String createdBy) {
        private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

        public Layer {
            if (!DIGEST.matcher(diffId).matches()) {
                throw new IllegalArgumentException("\"" + diffId + "\" is not a digest such as sha256:01ba47…");
            }
        }
    }

    /** A layer's tar, which may be larger than any memory. */
    @FunctionalInterface
    public interface Content {
        /** The same bytes each time. The caller closes it. */
        InputStream open() throws IOException;
    }
}
