package dev.longshore.deployer.engine.network;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.concurrent.Await;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Containers;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.LocalImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules that keep the address pool's containers from the machine, from metadata services and from networks other than
 * their own. A container in the machine's network makes them, and makes them again when they are gone: after a restart of
 * the machine, too, and while this server is down.
 */
public final class Firewall {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration CHECK_LIMIT = Duration.ofSeconds(5);
    private static final String PROGRAM = "longshore-firewall";
    private static final long SCRATCH_BYTES = 1 << 20;

    private final Engine engine;
    private final Optional<String> image;
    private final AddressPool pool;
    private final Await await;

    /** @param image empty for no firewall */
    public Firewall(Engine engine, Optional<String> image, AddressPool pool, Await await) {
        this.engine = engine;
        this.image = image;
        this.pool = pool;
        this.await = await;
    }

    /** Whether there is nothing to be done, as far as one question to the engine tells. */
    public boolean stands() {
        return image.isEmpty() || guard().filter(ContainerState::isRunning).isPresent();
    }

    /** Returns when the rules are there. */
    public synchronized void ensure() throws InterruptedException {
        if (image.isEmpty()) {
            return;
        }
        Optional<ContainerState> present = guard().filter(ContainerState::isRunning);
        if (present.isPresent()
                && isCurrent(present.get())
                && holds(present.get().id())) {
            return;
        }
        String id = start(image.get());
        if (!await.until(() -> holds(id), START_LIMIT)) {
            throw new RolloutException("containers can't be kept from this machine and from each other's networks"
                    + lastWords(id) + "; to do without, start the server with --no-isolation");
        }
    }

    /** Servers that share the engine share the container: another one may have made it meanwhile. */
    private String start(String reference) {
        String imageId = engine.images()
                .find(reference)
                .map(LocalImage::id)
                .orElseThrow(() -> new RolloutException("the image " + reference + ", which keeps containers from this"
                        + " machine, isn't on the engine: make it with docker/base-images.sh " + reference
                        + ", or start the server with --no-isolation"));
        Optional<ContainerState> present = guard();
        if (present.isPresent() && !present.get().imageId().equals(imageId)) {
            engine.containers().remove(present.get().id());
            present = Optional.empty();
        }
        String id = present.map(ContainerState::id).orElseGet(() -> create(imageId));
        engine.containers().start(id);
        return id;
    }

    private String create(String imageId) {
        try {
            return engine.containers().create(specification(imageId));
        } catch (EngineException e) {
            return guard().map(ContainerState::id).orElseThrow(() -> e);
        }
    }

    private ContainerSpec specification(String imageId) {
        return new ContainerSpec(
                "longshore-firewall-" + pool.toString().replace('/', '_'),
                imageId,
                new ContainerSpec.Program(
                        Optional.empty(),
                        Optional.of(List.of("guard", pool.toString())),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        environment()),
                labels(),
                new ContainerSpec.OfMachine(),
                List.of(new ContainerSpec.TemporaryMount("/run", Optional.of(SCRATCH_BYTES))),
                ContainerSpec.Limits.NONE,
                ContainerSpec.Restart.ALWAYS,
                new ContainerSpec.Hardening(true, true, List.of("ALL"), List.of("NET_ADMIN", "NET_RAW")));
    }

    /** Podman's containers ask for names at their bridge's address of the machine; Docker's ask within themselves. */
    private Map<String, String> environment() {
        return engine.kind() == Engine.Kind.PODMAN ? Map.of("DNS", "machine") : Map.of();
    }

    /** Not one that an earlier version of this server has left. Without the image there is none to put in its place. */
    private boolean isCurrent(ContainerState guard) {
        return image.flatMap(engine.images()::find)
                .map(current -> current.id().equals(guard.imageId()))
                .orElse(true);
    }

    private boolean holds(String id) {
        try {
            return engine.containers()
                    .exec(id, List.of(PROGRAM, "check", pool.toString()), CHECK_LIMIT)
                    .exitCode()
                    .equals(Optional.of(0));
        } catch (EngineException e) {
            // It restarts.
            return false;
        }
    }

    private String lastWords(String id) {
        List<String> output = new ArrayList<>();
        engine.containers().logs(id, new Containers.LogRequest(false, Optional.of(3)), line -> output.add(line.text()));
        return output.isEmpty() ? "" : ": " + String.join("; ", output);
    }

    private Optional<ContainerState> guard() {
        return engine.containers().list(labels()).stream().findFirst();
    }

    private Map<String, String> labels() {
        return Map.of(Labels.FIREWALL, pool.toString());
    }
}
