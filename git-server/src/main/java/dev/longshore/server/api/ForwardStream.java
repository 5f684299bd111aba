package dev.longshore.server.api;

import dev.longshore.deployer.Cluster;
import dev.longshore.deployer.Destination;
import dev.longshore.deployer.Tunnel;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Workload;
import dev.longshore.server.access.User;
import dev.longshore.server.stream.Message;
import dev.longshore.server.stream.StreamClient;
import dev.longshore.server.stream.StreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TCP connection. Data is data, in both directions; empty data is the end of one direction, a closed stream of both. */
final class ForwardStream implements StreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardStream.class);
    private static final int BLOCK = 32 * 1024;
    private static final byte[] END = {};

    private final Cluster cluster;
    private final MicroserviceLookup.Found found;
    private final int port;
    private final Optional<String> pod;
    private final User user;

    /** @param pod empty for any */
    ForwardStream(Cluster cluster, MicroserviceLookup.Found found, int port, Optional<String> pod, User user) {
        this.cluster = cluster;
        this.found = found;
        this.port = port;
        this.pod = pod;
        this.user = user;
    }

    @Override
    public void serve(StreamClient client) throws IOException, InterruptedException {
        String name = found.microservice().name();
        LOG.info(
                "{} connects to {}:{} of {}",
                user.name(),
                name,
                port,
                found.environment().name());
        Tunnel tunnel;
        try {
            tunnel = cluster.connect(found.live().release(), destination());
        } catch (IOException e) {
            client.send(Json.object()
                    .put("problem", "nothing answers at " + name + ":" + port + " (" + e.getMessage() + ")")
                    .toString());
            return;
        }
        try (tunnel) {
            Thread down = new Thread(() -> copyDown(tunnel, client), "forward");
            down.setDaemon(true);
            down.start();
            copyUp(client, tunnel);
        }
    }

    /** A Service takes connections also while nothing behind it runs, only to close them without a word. */
    private Destination destination() {
        Optional<Service> service = pod.isPresent()
                ? Optional.empty()
                : found.microservice().services().stream()
                        .filter(candidate -> candidate.ports().stream().anyMatch(each -> each.port() == port))
                        .findFirst();
        if (service.isEmpty()) {
            return new Destination(found.workload(cluster, pod), Optional.empty(), pod, port);
        }
        Stream<ObjectKey> behind = found.microservice().workloads().stream()
                .filter(owner ->
                        owner instanceof Workload workload && service.get().selects(workload))
                .map(PodOwner::key);
        String running = found.runningPod(cluster, behind);
        return new Destination(
                found.workload(cluster, Optional.of(running)), service.map(Service::key), Optional.empty(), port);
    }

    /** The client leaves when it has sent all and got all. */
    private static void copyUp(StreamClient client, Tunnel tunnel) throws IOException, InterruptedException {
        Message message = client.receive();
        while (!(message instanceof Message.Left)) {
            if (message instanceof Message.Data data) {
                if (data.bytes().length == 0) {
                    tunnel.endOutput();
                } else {
                    tunnel.out().write(data.bytes());
                }
            }
            message = client.receive();
        }
    }

    private static void copyDown(Tunnel tunnel, StreamClient client) {
        try {
            InputStream in = tunnel.in();
            byte[] block = new byte[BLOCK];
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                client.send(Arrays.copyOf(block, length));
            }
            client.send(END);
        } catch (IOException e) {
            LOG.debug("a connection broke off", e);
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
