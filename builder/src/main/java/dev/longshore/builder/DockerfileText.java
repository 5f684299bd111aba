package dev.longshore.builder;

import dev.longshore.builder.context.BuildContext;
import dev.longshore.builder.context.ContextException;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.DockerfileReader;
import dev.longshore.project.dockerfile.DockerfileReading;
import dev.longshore.project.source.SourceEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the Dockerfile of a build. */
final class DockerfileText {
    private static final int MAX_BYTES = 1024 * 1024;

    private DockerfileText() {}

    /** @param dockerfile the entry of a context that has one */
    static String of(BuildContext context, SourceEntry dockerfile) throws IOException {
        try (InputStream content = context.tree().open(dockerfile)) {
            byte[] bytes = content.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ContextException(dockerfile.path() + " is larger than 1 MiB, which no Dockerfile needs");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The steps of one without mistakes; a build tells the mistakes of others. */
    static Optional<Dockerfile> parsed(BuildContext context) {
        return context.dockerfile()
                .filter(entry -> entry.kind().isFile())
                .flatMap(entry -> parsed(context, entry))
                .filter(reading -> reading.errors().isEmpty())
                .map(DockerfileReading::dockerfile);
    }

    private static Optional<DockerfileReading> parsed(BuildContext context, SourceEntry entry) {
        try {
            return Optional.of(DockerfileReader.read(entry.path().value(), of(context, entry)));
        } catch (ContextException tooLarge) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
