package dev.longshore.builder;

import dev.longshore.builder.context.BuildContext;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.Microservice;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Names an image by all that goes into it, so that equal inputs have one image, whichever commit or branch they come from. */
final class ImageName {
    /** What every name of a built image starts with; the environment follows. */
    static final String PREFIX = "longshore/";

    /** Counted up when the same inputs would give another image. */
    private static final String BUILDER_VERSION = "2";

    private static final int HASH_DIGITS = 20;

    private ImageName() {}

    /** {@code longshore/<environment>/<microservice>[-<container>]:<hash>}; the container only where there are several. */
    static String of(EnvironmentName environment, Microservice microservice, ImageBuild build, ImageInputs inputs) {
        String name =
                microservice.builds().size() == 1 ? microservice.name() : microservice.name() + "-" + build.container();
        return ofEnvironment(environment) + component(name) + ":"
                + hash(
                        inputs.context(),
                        inputs.entries(),
                        inputs.bases().stream()
                                .map(base -> base.id().orElse(""))
                                .toList());
    }

    /** What an image's name says about that which it is made from. */
    static String inputs(String image) {
        return image.substring(image.lastIndexOf(':') + 1);
    }

    /**
     * The name of what an image is put on, next to the image's own.
     *
     * @param context with only what goes into the prefix
     * @param below the ids of the images that it uses
     */
    static String ofPrefix(String image, BuildContext context, List<String> below) {
        return image.substring(0, image.lastIndexOf(':')) + ":prefix-" + hash(context, context.entries(), below);
    }

    /** What the names of an environment's images start with. */
    static String ofEnvironment(EnvironmentName environment) {
        return PREFIX + environment.value() + "/";
    }

    private static String hash(BuildContext context, List<SourceEntry> entries, List<String> below) {
        MessageDigest digest = sha256();
        update(digest, "builder", BUILDER_VERSION, "");
        for (SourceEntry entry : entries) {
            // A directory's id would also stand for the files that are ignored.
            String id = entry.kind() == Kind.DIRECTORY ? "" : entry.id();
            update(digest, entry.kind().name(), context.relative(entry.path()), id);
        }
        below.forEach(id -> update(digest, "image", "", id));
        String dockerfile = context.dockerfile().map(SourceEntry::id).orElse("");
        update(digest, "dockerfile", context.dockerfilePath(), dockerfile);
        return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
    }

    /** Paths have no control characters, so no two lists of entries give the same bytes. */
    private static void update(MessageDigest digest, String kind, String path, String id) {
        digest.update((kind + "\0" + id + "\0" + path + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A directory's name as a component of an image's name, which has fewer characters. */
    private static String component(String name) {
        String component =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return component.isEmpty() ? "image" : component;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
