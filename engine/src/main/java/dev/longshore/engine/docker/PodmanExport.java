package dev.longshore.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.docker.TarStream.Entry;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image as Podman gives it away: the name of each layer is its digest's, that of the configuration the image's id. */
final class PodmanExport implements Closeable {
    private static final int DIGITS = 64;

    private final DockerHttpClient.Response response;
    private final TarArchiveInputStream files;

    private PodmanExport(DockerHttpClient.Response response) {
        this.response = response;
        this.files = new TarArchiveInputStream(response.getBody());
    }

    /** The caller closes it, and has a stream's watch around it. */
    static PodmanExport open(DockerConnection connection, String id) {
        Request get = Request.builder()
                .method(Request.Method.GET)
                .path("/images/" + id + "/get")
                .build();
        return new PodmanExport(connection.open("read image " + id, get));
    }

    /** The configuration of an image, of which Podman doesn't tell all when it is asked for. */
    static JsonNode configuration(DockerConnection connection, String id) {
        String action = "read image " + id;
        return connection.stream(action, () -> {
            try (PodmanExport export = open(connection, id)) {
                Entry file = export.next(Set.of(hex(id) + ".json"))
                        .orElseThrow(() ->
                                new EngineException("the engine gave away image " + id + " without its configuration"));
                return connection.json().readTree(file.content().open());
            } catch (IOException e) {
                throw connection.failure(action, e);
            }
        });
    }

    static String layer(String diffId) {
        return hex(diffId) + ".tar";
    }

    /** The next file with one of these names. */
    Optional<Entry> next(Set<String> names) throws IOException {
        Optional<TarArchiveEntry> file = Optional.ofNullable(files.getNextEntry());
        while (file.isPresent()
                && !(file.get().isFile() && names.contains(file.get().getName()))) {
            file = Optional.ofNullable(files.getNextEntry());
        }
        return file.map(found -> new Entry(found.getName(), found.getSize(), () -> new FilterInputStream(files) {
            @Override
            public void close() {
                // More files follow.
            }
        }));
    }

    @Override
    public void close() throws IOException {
        response.close();
    }

    private static String hex(String digest) {
        return digest.substring(Math.max(0, digest.length() - DIGITS));
    }
}
