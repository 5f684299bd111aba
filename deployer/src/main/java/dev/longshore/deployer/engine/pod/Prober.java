package dev.longshore.deployer.engine.pod;

import dev.longshore.deployer.engine.probe.GrpcProbe;
import dev.longshore.deployer.engine.probe.HttpProbe;
import dev.longshore.deployer.engine.probe.ProbeAnswer;
import dev.longshore.deployer.engine.probe.TcpProbe;
import dev.longshore.engine.Containers;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.manifest.Probe;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/** Asks probes of replicas: over the network from here, or by a command that the engine runs in the container. */
public final class Prober {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private final Containers containers;

    public Prober(Containers containers) {
        this.containers = containers;
    }

    /** @param address of the container's pod */
    public ProbeAnswer ask(Probe probe, Container container, Member member, String address) {
        if (probe.action() instanceof Probe.HttpGet get) {
            return at(get.port(), container, port -> HttpProbe.ask(get, address, port, probe.timeout()));
        }
        if (probe.action() instanceof Probe.TcpSocket tcp) {
            return at(tcp.port(), container, port -> TcpProbe.ask(address, port, probe.timeout()));
        }
        if (probe.action() instanceof Probe.Grpc grpc) {
            return GrpcProbe.ask(grpc, address, probe.timeout());
        }
        return run(containers, ((Probe.Exec) probe.action()).command(), member.id(), probe.timeout());
    }

    /** Whether every port accepts connections; the answer is that of the first that doesn't. */
    public ProbeAnswer connect(List<Integer> ports, String address) {
        return ports.stream()
                .map(port -> TcpProbe.ask(address, port, CONNECT_TIMEOUT))
                .filter(answer -> !answer.passed())
                .findFirst()
                .orElseGet(() -> new ProbeAnswer(true, "all ports accept connections"));
    }

    private static ProbeAnswer at(PortReference reference, Container container, IntFunction<ProbeAnswer> question) {
        OptionalInt port = container.resolve(reference);
        return port.isPresent()
                ? question.apply(port.getAsInt())
                : new ProbeAnswer(false, "asks port \"" + reference + "\", which the container doesn't name");
    }

    /** Passes when the command ends with 0 in time. */
    static ProbeAnswer run(Containers containers, List<String> command, String container, Duration timeout) {
        String question = command.isEmpty() ? "the command" : command.get(0);
        Containers.ExecResult result = containers.exec(container, command, timeout);
        if (result.exitCode().isEmpty()) {
            return new ProbeAnswer(false, question + " doesn't end within " + timeout.toMillis() + " ms");
        }
        int code = result.exitCode().get();
        String output =
                result.output().lines().reduce("", (earlier, last) -> last).strip();
        return new ProbeAnswer(code == 0, question + " exits with " + code + (output.isEmpty() ? "" : ": " + output));
    }
}
