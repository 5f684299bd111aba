package dev.longshore.engine.docker;

import dev.longshore.engine.Containers;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image's files by way of a container of it. */
final class ImageView implements ImageFiles {
    /** What every container has, whatever its image. */
    private static final List<String> OF_ENGINE = List.of(
            "/.dockerenv",
            "/dev/console",
            "/dev/pts",
            "/dev/shm",
            "/etc/hostname",
            "/etc/hosts",
            "/etc/mtab",
            "/etc/resolv.conf",
            "/proc",
            "/run/.containerenv",
            "/sys");

    private final ContainerPaths paths;
    private final Containers containers;
    private final String container;
    private final Runnable afterwards;

    /** @param afterwards what is to be done when the container is gone */
    ImageView(DockerConnection connection, Containers containers, String container, Runnable afterwards) {
        this.paths = new ContainerPaths(connection);
        this.containers = containers;
        this.container = container;
        this.afterwards = afterwards;
    }

    @Override
    public Optional<ImageFile> find(String path) {
        return paths.find(container, absolute(path)).map(ContainerPaths.Stat::file);
    }

    @Override
    public Directory directory(String path) {
        return paths.directory(container, absolute(path));
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        String asked = absolute(path);
        Optional<ContainerPaths.Stat> here = paths.find(container, asked);
        String file = here.flatMap(stat -> stat.file().leadsTo()).orElse(asked);
        Optional<ContainerPaths.Stat> found = file.equals(asked) ? here : paths.find(container, file);
        return found.map(stat -> content(file, stat, limit));
    }

    private byte[] content(String path, ContainerPaths.Stat stat, int limit) {
        if (stat.file().type() != ImageFile.Type.FILE) {
            throw new EngineException(path + " of the image is no file");
        }
        if (stat.size() > limit) {
            throw new EngineException(
                    path + " of the image has " + stat.size() + " bytes, more than the " + limit + " that can be read");
        }
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        containers.readArchive(container, path, tar);
        try (TarArchiveInputStream files = new TarArchiveInputStream(new ByteArrayInputStream(tar.toByteArray()))) {
            files.getNextEntry();
            return files.readNBytes(limit);
        } catch (IOException e) {
            throw new EngineException("the engine gave no proper archive of " + path, e);
        }
    }

    @Override
    public void archive(String path, OutputStream tar) {
        String asked = absolute(path);
        String below = asked.equals("/") ? asked : asked + "/";
        if (OF_ENGINE.stream().anyMatch(own -> (own + "/").startsWith(below))) {
            throw new EngineException("the engine shows files of its own in " + asked);
        }
        boolean isDirectory = find(asked)
                .filter(file -> file.type() == ImageFile.Type.DIRECTORY)
                .isPresent();
        containers.readArchive(container, isDirectory ? below + "." : asked, tar);
    }

    private static String absolute(String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new EngineException("\"" + path + "\" is not an absolute path");
        }
        String trimmed = path.replaceFirst("/+$", "");
        return trimmed.isEmpty() ? "/" : trimmed;
    }

    /** Also for a thread that is interrupted: what it leaves would keep the image from being removed. */
    @Override
    public void close() {
        boolean wasInterrupted = Thread.interrupted();
        try {
            containers.remove(container);
            afterwards.run();
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
