package dev.longshore.engine.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ContainerNetwork;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.ContainerSpec.Attachment;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Containers;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ExecSession;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

final class DockerContainers implements Containers {
    private static final Duration RESTARTED_LIMIT = Duration.ofMinutes(1);

    private final DockerConnection connection;
    private final ContainerLogs logs;
    private final ContainerExec execs;
    private final ContainerArchive archives;
    private final Dialect dialect;

    DockerContainers(DockerConnection connection, Dialect dialect) {
        this.connection = connection;
        this.logs = new ContainerLogs(connection, dialect, this::find);
        this.execs = new ContainerExec(connection);
        this.archives = new ContainerArchive(connection);
        this.dialect = dialect;
    }

    @Override
    public String create(ContainerSpec spec) {
        String action = "create container " + spec.name();
        boolean isPodman = dialect.isPodman();
        String id = connection.call(
                action,
                () -> ContainerCommand.of(connection.client(), spec, isPodman)
                        .exec()
                        .getId());
        try {
            if (spec.network() instanceof ContainerSpec.Attached attached) {
                if (isPodman) {
                    attachAgain(spec.name(), id, attached.attachments().get(0));
                }
                attached.attachments().stream().skip(1).forEach(attachment -> attach(spec.name(), id, attachment));
            }
        } catch (RuntimeException e) {
            removeAfter(e, id);
            throw e;
        }
        return id;
    }

    /** The create call has no place for a hardware address that Podman would heed. */
    private void attachAgain(String name, String id, Attachment attachment) {
        if (attachment.address().isPresent()) {
            connection.run(
                    "disconnect container " + name + " from network " + attachment.network(),
                    () -> connection
                            .client()
                            .disconnectFromNetworkCmd()
                            .withContainerId(id)
                            .withNetworkId(attachment.network())
                            .exec());
            attach(name, id, attachment);
        }
    }

    private void attach(String name, String id, Attachment attachment) {
        ContainerNetwork place = new ContainerNetwork().withAliases(attachment.aliases());
        attachment
                .address()
                .ifPresent(address -> place.withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(address))
                        .withMacAddress(Dialect.hardwareAddress(address)));
        connection.run(
                "connect container " + name + " to network " + attachment.network(),
                () -> connection
                        .client()
                        .connectToNetworkCmd()
                        .withContainerId(id)
                        .withNetworkId(attachment.network())
                        .withContainerNetwork(place)
                        .exec());
    }

    private void removeAfter(RuntimeException failure, String id) {
        try {
            remove(id);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void start(String id) {
        connection.run("start container " + id, () -> {
            try {
                connection.client().startContainerCmd(id).exec();
            } catch (NotModifiedException e) {
                // It runs already.
            }
        });
    }

    @Override
    public void stop(String id, Duration grace) {
        askToStop(id, grace);
        if (dialect.isPodman()) {
            stopForGood(id, grace);
        }
    }

    /** Podman does nothing about a container that has just ended and that it is about to start again. */
    private void stopForGood(String id, Duration grace) {
        long deadline = System.nanoTime() + RESTARTED_LIMIT.toNanos();
        while (find(id).filter(DockerContainers::isActive).isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new EngineException("the engine can't stop container " + id + ": it is started again and again");
            }
            askToStop(id, grace);
        }
    }

    private static boolean isActive(ContainerState container) {
        return container.isRunning() || container.status() == ContainerState.Status.RESTARTING;
    }

    private void askToStop(String id, Duration grace) {
        // The API knows whole seconds only; a grace is never shortened.
        int seconds = Math.toIntExact(grace.plusNanos(999_999_999).toSeconds());
        connection.run("stop container " + id, grace, () -> {
            try {
                connection.client().stopContainerCmd(id).withTimeout(seconds).exec();
            } catch (NotModifiedException | NotFoundException e) {
                // It has ended already.
            }
        });
    }

    @Override
    public void remove(String id) {
        List<String> before = tryToRemove(id);
        if (!before.isEmpty()) {
            before.forEach(this::remove);
            remove(id);
        }
    }

    /** Returns those that have to be removed before it; none when it is gone. */
    private List<String> tryToRemove(String id) {
        return connection.call("remove container " + id, () -> {
            try {
                connection
                        .client()
                        .removeContainerCmd(id)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (NotFoundException e) {
                // Gone already.
            } catch (ConflictException e) {
                if (!EngineFailure.reason(e).contains("already in progress")) {
                    throw e;
                }
            } catch (InternalServerErrorException e) {
                List<String> before = PodmanWords.dependents(EngineFailure.reason(e));
                if (before.isEmpty()) {
                    throw e;
                }
                return before;
            }
            return List.of();
        });
    }

    @Override
    public void signal(String id, String signal) {
        connection.run(
                "send " + signal + " to container " + id,
                () -> connection
                        .client()
                        .killContainerCmd(id)
                        .withSignal(signal)
                        .exec());
    }

    @Override
    public Optional<ContainerState> find(String idOrName) {
        return connection.call("look up container " + idOrName, () -> {
            try {
                return Optional.of(ContainerStates.of(
                        connection.client().inspectContainerCmd(idOrName).exec(), Instant.now()));
            } catch (NotFoundException e) {
                return Optional.empty();
            } catch (InternalServerErrorException e) {
                if (PodmanWords.isGone(EngineFailure.reason(e))) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public List<ContainerState> list(Map<String, String> labels) {
        return connection
                .call(
                        "list containers",
                        () -> connection
                                .client()
                                .listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(LabelFilter.of(labels))
                                .exec())
                .stream()
                // The list lacks exit codes and restarts; a container may be gone by the time it is asked for them.
                .flatMap(container -> find(container.getId()).stream())
                .toList();
    }

    @Override
    public void logs(String id, LogRequest request, Consumer<LogLine> lines) {
        connection.stream("read the log of container " + id, () -> logs.read(id, request, lines));
    }

    @Override
    public ExecResult exec(String id, List<String> command, Duration timeout) {
        return execs.run(id, command, timeout);
    }

    @Override
    public void readArchive(String id, String path, OutputStream tar) {
        connection.stream("read " + path + " of container " + id, () -> archives.read(id, path, tar));
    }

    @Override
    public void writeArchive(String id, String path, InputStream tar) {
        connection.stream("write to " + path + " of container " + id, () -> archives.write(id, path, tar));
    }

    @Override
    public ExecSession exec(String id, ExecSession.Request request) {
        return DockerExecSession.start(connection, id, request);
    }
}
