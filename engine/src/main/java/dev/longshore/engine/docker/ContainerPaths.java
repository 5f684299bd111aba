package dev.longshore.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageFiles;
import dev.longshore.engine.ImageFiles.ImageFile;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What is at the paths of a container. */
final class ContainerPaths {
    private static final String STAT = "X-Docker-Container-Path-Stat";
    private static final int NOT_FOUND = 404;
    private static final int PERMISSIONS = 07777;

    /** Bits of Go's {@code os.FileMode}. */
    private static final long DIRECTORY = 1L << 31;

    private static final long SYMLINK = 1L << 27;

    /** Named pipe, socket, device, and irregular. */
    private static final long OTHER = 1L << 26 | 1L << 25 | 1L << 24 | 1L << 21 | 1L << 19;

    private final DockerConnection connection;

    ContainerPaths(DockerConnection connection) {
        this.connection = connection;
    }

    record Stat(ImageFile file, long size) {}

    /** @param path absolute, without a slash at its end */
    Optional<Stat> find(String id, String path) {
        String action = "look up " + path + " of container " + id;
        String address = ContainerArchive.address(id, path);
        ResponseHead head = connection.head(action, address);
        // Podman tells of a link that leads nowhere that it isn't found.
        Optional<Stat> stat = head.header(STAT).map(header -> stat(action, header));
        if (stat.isPresent()) {
            return stat;
        }
        requireMissing(action, address);
        return Optional.empty();
    }

    /** Reads no more than the first header of the directory's tar: what {@code HEAD} tells is not all. */
    ImageFiles.Directory directory(String id, String path) {
        String action = "look up " + path + " of container " + id;
        Request get = Request.builder()
                .method(Request.Method.GET)
                .path(ContainerArchive.address(id, path))
                .build();
        return connection.call(action, () -> {
            try (DockerHttpClient.Response response = connection.open(action, get)) {
                TarArchiveEntry first = new TarArchiveInputStream(response.getBody()).getNextEntry();
                if (first == null || !first.isDirectory()) {
                    throw new EngineException(path + " of the image is no directory");
                }
                return new ImageFiles.Directory(
                        first.getMode() & PERMISSIONS,
                        Math.toIntExact(first.getLongUserId()),
                        Math.toIntExact(first.getLongGroupId()),
                        first.getLastModifiedTime().toInstant());
            } catch (IOException e) {
                throw connection.failure(action, e);
            }
        });
    }

    /** The answer to {@code HEAD} has no room for reasons. */
    private void requireMissing(String action, String address) {
        Request get = Request.builder().method(Request.Method.GET).path(address).build();
        connection.run(action, () -> {
            try (DockerHttpClient.Response response = connection.open(action, get)) {
                throw new EngineException("the engine can't " + action + ": it changes its mind");
            } catch (EngineException e) {
                if (!(e.getCause() instanceof DockerException refusal && isMissing(refusal))) {
                    throw e;
                }
            }
        });
    }

    /** Docker takes a path that leads through a file for a failure. */
    private static boolean isMissing(DockerException refusal) {
        String reason = EngineFailure.reason(refusal).toLowerCase(Locale.ROOT);
        return refusal.getHttpStatus() == NOT_FOUND
                ? !reason.contains("no such container")
                : reason.endsWith(": not a directory");
    }

    private Stat stat(String action, String header) {
        try {
            JsonNode stat = connection.json().readTree(Base64.getDecoder().decode(header));
            ImageFile.Type type = type(stat.path("mode").asLong());
            Optional<String> leadsTo = type == ImageFile.Type.SYMLINK
                    ? Optional.of(stat.path("linkTarget").asText())
                    : Optional.empty();
            return new Stat(new ImageFile(type, leadsTo), stat.path("size").asLong());
        } catch (IOException | IllegalArgumentException e) {
            throw connection.failure(action, e);
        }
    }

    private static ImageFile.Type type(long mode) {
        if ((mode & DIRECTORY) != 0) {
            return ImageFile.Type.DIRECTORY;
        }
        if ((mode & SYMLINK) != 0) {
            return ImageFile.Type.SYMLINK;
        }
        return (mode & OTHER) != 0 ? ImageFile.Type.OTHER : ImageFile.Type.FILE;
    }
}
