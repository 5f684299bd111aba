package dev.longshore.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.longshore.engine.Composition;
import dev.longshore.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** Gives the engine images that it didn't build. */
final class ImageComposer {
    private final DockerConnection connection;
    private final Dialect dialect;
    private final ImageDescriptions descriptions;

    ImageComposer(DockerConnection connection, Dialect dialect, ImageDescriptions descriptions) {
        this.connection = connection;
        this.dialect = dialect;
        this.descriptions = descriptions;
    }

    /** Returns the id that the image has to have now. */
    String compose(Composition composition) {
        String reference = tagged(composition.reference());
        BaseImage base = composition
                .baseId()
                .map(id -> BaseImage.of(descriptions.require(id)))
                .orElseGet(() -> BaseImage.scratch(descriptions.engine()));
        ImageDocument document = ImageDocument.of(composition, base);
        String action = "take in image " + composition.reference();
        connection.stream(action, () -> {
            try (InputStream archive = new TarStream(archive(composition, base, document, reference))) {
                load(composition.reference(), archive);
            } catch (IOException e) {
                throw unreadable(composition.reference(), e);
            }
        });
        return document.id();
    }

    private static String tagged(String reference) {
        ImageReference parsed = ImageReference.parse(reference);
        return parsed.repository()
                + ":"
                + parsed.tag()
                        .orElseThrow(() ->
                                new EngineException("an image can't be given the digest in its name: " + reference));
    }

    private TarStream.Entries archive(Composition composition, BaseImage base, ImageDocument document, String reference)
            throws IOException {
        boolean isWhole = base.id().isPresent() && dialect.isPodman();
        List<String> layers = base.diffIds().stream().map(PodmanExport::layer).toList();
        ImageArchive own = new ImageArchive(document, reference, layers, composition.layers());
        // Docker reads a layer only where it lacks the one with all that is below it, so the base's needn't be there.
        return isWhole
                ? new PodmanImageArchive(PodmanExport.open(connection, base.id().get()), layers, own)
                : own;
    }

    private void load(String name, InputStream archive) {
        String action = "take in image " + name;
        ContextStream body = new ContextStream(archive);
        Request post = Request.builder()
                .method(Request.Method.POST)
                .path(new RequestPath("/images/load").with("quiet", "1").toString())
                .putHeader("Content-Type", "application/x-tar")
                .body(body)
                .build();
        try (DockerHttpClient.Response response = connection.open(action, post)) {
            Optional<String> error =
                    EngineMessages.read(connection.json(), response.getBody(), (JsonNode message) -> {});
            if (error.isPresent()) {
                throw new EngineException("the engine can't " + action + ": " + error.get());
            }
        } catch (IOException e) {
            throw connection.failure(action, e);
        } catch (EngineException e) {
            throw Thread.currentThread().isInterrupted()
                    ? e
                    : body.failure().map(cause -> unreadable(name, cause)).orElse(e);
        }
    }

    /** What can't be read must not pass for the engine's failure. */
    private static EngineException unreadable(String name, IOException cause) {
        String why = cause instanceof NoSuchFileException ? cause.getMessage() + " is missing" : cause.getMessage();
        return new EngineException("image " + name + " can't be put together: " + why, cause);
    }
}
