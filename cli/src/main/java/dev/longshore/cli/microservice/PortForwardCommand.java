package dev.longshore.cli.microservice;

import dev.longshore.cli.server.EnvironmentApi;
import dev.longshore.cli.server.MicroserviceApi;
import dev.longshore.cli.server.MicroserviceStatus;
import dev.longshore.cli.server.MicroserviceStatus.Port;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a microservice's port one of this machine. */
@Command(
        name = "port-forward",
        aliases = {"pf", "forward"},
        description = "Listens on a port of this machine, and connects whoever comes there to a microservice; until"
                + " Ctrl-C.")
public final class PortForwardCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    private final Surroundings surroundings;

    @Mixin
    private final MicroserviceOptions microservice;

    @Option(
            names = "--local-port",
            paramLabel = "L",
            description = "The port of this machine; ${DEFAULT-VALUE} by default, 0 for any that is free.")
    private int localPort = 8080;

    @Option(
            names = "--remote-port",
            paramLabel = "R",
            description = "The microservice's port; by default the first of its Service.")
    private Optional<Integer> remotePort = Optional.empty();

    @Option(names = "--port", paramLabel = "L:R", description = "Both ports at once, instead of the other two options.")
    private Optional<String> ports = Optional.empty();

    @Option(
            names = {"-p", "--pod"},
            paramLabel = "POD",
            description = "One of its pods, as microservice status names them; by default all, through its Service.")
    private Optional<String> pod = Optional.empty();

    /** What is connected. */
    private record Pair(int local, Optional<Integer> remote) {}

    public PortForwardCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.microservice = new MicroserviceOptions(surroundings);
    }

    @Override
    public Integer call() {
        Pair pair = ports.map(PortForwardCommand::parse).orElseGet(() -> new Pair(localPort, remotePort));
        require("local", pair.local(), 0);
        pair.remote().ifPresent(port -> require("remote", port, 1));
        EnvironmentApi environment = microservice.connect();
        MicroserviceApi api = microservice.of(environment);
        MicroserviceStatus status = api.status();
        requirePod(status);
        int remote = pair.remote().orElseGet(() -> first(status));
        try (ServerSocketChannel listening = listen(pair.local())) {
            surroundings
                    .terminal()
                    .line("Forwarding 127.0.0.1:" + listening.socket().getLocalPort() + " → "
                            + pod.orElse(status.name()) + ":" + remote);
            new PortForwarding(() -> api.forward(pod, remote), surroundings.terminal()).serve(listening);
        } catch (IOException closed) {
            throw new Failure(
                    ExitCode.FAILED, "port " + pair.local() + " isn't listened on any more; try again", closed);
        }
        return ExitCode.OK.value();
    }

    private static ServerSocketChannel listen(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            return channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
        } catch (IOException taken) {
            channel.close();
            throw new Failure(
                    ExitCode.FAILED,
                    "port " + port + " of this machine can't be listened on (" + Failure.reason(taken)
                            + "); choose another: --local-port",
                    taken);
        }
    }

    private void requirePod(MicroserviceStatus status) {
        if (pod.isPresent()
                && status.pods().stream().noneMatch(each -> each.name().equals(pod.get()))) {
            String names =
                    status.pods().stream().map(MicroserviceStatus.Pod::name).collect(Collectors.joining(", "));
            throw new Failure(
                    ExitCode.FAILED,
                    status.name() + " has no pod " + pod.get() + "; it has " + (names.isEmpty() ? "none" : names));
        }
    }

    private int first(MicroserviceStatus status) {
        Port port = status.ports().stream()
                .findFirst()
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED, status.name() + " has no Service; name its port with --remote-port"));
        return pod.isPresent() ? port.target() : port.number();
    }

    private static Pair parse(String text) {
        if (!text.matches("[0-9]{1,5}:[0-9]{1,5}")) {
            throw new Failure(ExitCode.USAGE, "--port is '" + text + "', but must be like 6432:5432");
        }
        int colon = text.indexOf(':');
        return new Pair(
                Integer.parseInt(text.substring(0, colon)), Optional.of(Integer.parseInt(text.substring(colon + 1))));
    }

    private static void require(String which, int port, int least) {
        if (port < least || port > MAX_PORT) {
            throw new Failure(
                    ExitCode.USAGE,
                    "the " + which + " port is " + port + ", but must be from " + least + " to " + MAX_PORT);
        }
    }
}
