package dev.longshore.engine.testing;

import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.ContainerSpec.Attachment;
import dev.longshore.engine.ContainerSpec.Hardening;
import dev.longshore.engine.ContainerSpec.Limits;
import dev.longshore.engine.ContainerSpec.Restart;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Containers;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.Networks.Network;
import dev.longshore.engine.docker.DockerEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A test's own corner of the engine that {@code DOCKER_HOST} names: all that carries its label, and the images that it was
 * told of, are removed at its end.
 */
public final class EngineSandbox implements AutoCloseable {
    /** A small image with a shell, which every test engine has. */
    public static final String BUSYBOX = "busybox:latest";

    /** Those that a firewall lets ask for names, where an engine answers them at addresses of the machine. */
    private static final String POOL = TestAddresses.range()
            .map(range -> range.replaceFirst("^(\\d+\\.\\d+\\.).*", "$1"))
            .orElse("10.214.");

    private static final String LABEL = "dev.longshore.test";
    private static final int NETWORK_ATTEMPTS = 20;

    private final Engine engine = DockerEngine.connect(EngineAddress.fromEnvironment(System.getenv()));
    private final String id = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), Character.MAX_RADIX);
    private final List<String> images = new ArrayList<>();

    public Engine engine() {
        return engine;
    }

    public Map<String, String> labels() {
        return Map.of(LABEL, id);
    }

    /** A name that no other test uses. */
    public String name(String suffix) {
        return "longshore-test-" + id + "-" + suffix;
    }

    /** Remembers an image to remove at the end. */
    public String image(String reference) {
        images.add(reference);
        return reference;
    }

    /** Creates a network on a free /24 of 10.214.0.0/16. */
    public Network network(String suffix) {
        EngineException last = new EngineException("no free subnet");
        for (int i = 0; i < NETWORK_ATTEMPTS; i++) {
            String subnet = POOL + ThreadLocalRandom.current().nextInt(256) + ".0/24";
            try {
                return engine.networks().create(name(suffix), subnet, labels());
            } catch (EngineException e) {
                last = e;
            }
        }
        throw last;
    }

    /** The address of a network's {@code host}th host. */
    public static String address(Network network, int host) {
        return network.subnets().get(0).replace("0/24", String.valueOf(host));
    }

    /** A busybox container that runs a shell script in a network. */
    public ContainerSpec shell(String suffix, Network network, String script) {
        return spec(suffix, List.of(new Attachment(network.name(), Optional.empty(), List.of())), script);
    }

    public ContainerSpec spec(String suffix, List<Attachment> attachments, String script) {
        return new ContainerSpec(
                name(suffix),
                BUSYBOX,
                ContainerSpec.Program.ofCommand("sh", "-c", script),
                labels(),
                new ContainerSpec.Attached(attachments, Optional.empty(), Map.of(), List.of()),
                List.of(),
                Limits.NONE,
                Restart.NEVER,
                Hardening.DEFAULT);
    }

    /** Creates and starts a container. */
    public String run(ContainerSpec spec) {
        String container = engine.containers().create(spec);
        engine.containers().start(container);
        return container;
    }

    /** What the container has printed when it has ended, standard error included. */
    public List<String> outputOf(String container) {
        List<String> lines = new ArrayList<>();
        engine.containers()
                .logs(container, new Containers.LogRequest(true, Optional.empty()), line -> lines.add(line.text()));
        return lines;
    }

    @Override
    public void close() {
        engine.containers().list(labels()).stream().map(ContainerState::id).forEach(engine.containers()::remove);
        engine.volumes().list(labels()).forEach(engine.volumes()::remove);
        engine.networks().list(labels()).stream().map(Network::name).forEach(engine.networks()::remove);
        images.forEach(engine.images()::remove);
        engine.close();
    }
}
