package dev.longshore.engine.docker;

import com.github.dockerjava.api.model.Version;
import dev.longshore.engine.Containers;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.Images;
import dev.longshore.engine.Networks;
import dev.longshore.engine.Volumes;
import java.time.Duration;

/** Docker Engine, or Podman behind the same API. */
public final class DockerEngine implements Engine {
    /** Long enough for an engine that is busy: it makes and removes containers while many of them start. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(1);

    private final DockerConnection connection;
    private final Dialect dialect;
    private final Images images;
    private final Containers containers;
    private final Networks networks;
    private final Volumes volumes;

    private DockerEngine(DockerConnection connection) {
        this.connection = connection;
        this.dialect = new Dialect(connection);
        this.images = new DockerImages(connection, dialect);
        this.containers = new DockerContainers(connection, dialect);
        this.networks = new DockerNetworks(connection, dialect);
        this.volumes = new DockerVolumes(connection, dialect);
    }

    /** An engine at an address. Nothing is sent yet: {@link #description} tells whether it answers. */
    public static DockerEngine connect(EngineAddress address) {
        return connect(address, DEFAULT_PATIENCE);
    }

    /** @param patience how long the engine may take to answer before it counts as unavailable */
    public static DockerEngine connect(EngineAddress address, Duration patience) {
        return new DockerEngine(DockerConnection.to(address, patience));
    }

    @Override
    public String description() {
        Version version = connection.call(
                "tell its version", () -> connection.client().versionCmd().exec());
        return (dialect.isPodman() ? "Podman " : "Docker Engine ") + version.getVersion();
    }

    @Override
    public Kind kind() {
        return dialect.kind();
    }

    @Override
    public Images images() {
        return images;
    }

    @Override
    public Containers containers() {
        return containers;
    }

    @Override
    public Networks networks() {
        return networks;
    }

    @Override
    public Volumes volumes() {
        return volumes;
    }

    @Override
    public void close() {
        connection.close();
    }
}
