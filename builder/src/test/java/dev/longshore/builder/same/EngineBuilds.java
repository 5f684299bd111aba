package dev.longshore.builder.same;

import dev.longshore.builder.context.BuildContext;
import dev.longshore.builder.context.ContextTar;
import dev.longshore.engine.BuildLimits;
import dev.longshore.engine.Images;
import dev.longshore.engine.Images.Build;
import dev.longshore.engine.LocalImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Builds by an engine's own builder: what the other way is measured by. */
final class EngineBuilds {
    private static final Instant MODIFIED = Instant.parse("2026-01-01T12:00:00Z");

    private final Images images;

    EngineBuilds(Images images) {
        this.images = images;
    }

    /** @throws dev.longshore.engine.ImageBuildException when the engine refuses */
    LocalImage build(BuildCase wanted, Bases bases, String reference) throws IOException {
        BuildContext context = BuildContext.of(wanted.tree(bases), wanted.build());
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        ContextTar.of(context, MODIFIED, ContextTar.DEFAULT_BUDGET).writeTo(tar);
        Build build = new Build(
                context.dockerfilePath(), reference, Map.of(), Map.of(), false, Optional.empty(), BuildLimits.NONE);
        return images.build(build, new ByteArrayInputStream(tar.toByteArray()), line -> {});
    }
}
