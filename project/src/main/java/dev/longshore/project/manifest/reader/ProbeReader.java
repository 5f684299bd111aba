package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.yaml.YamlFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the probes of a container, with the API's defaults. */
final class ProbeReader {
    private final List<Container.Port> ports;

    ProbeReader(List<Container.Port> ports) {
        this.ports = ports;
    }

    Optional<Probe> read(YamlFields container, String key) {
        Optional<YamlFields> fields = container.mapping(key, "a " + key);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        YamlFields probe = fields.get();
        List<Probe.Action> actions = actions(probe);
        if (actions.size() != 1) {
            container.error(key, "a " + key + " needs one of \"httpGet\", \"tcpSocket\", \"grpc\" and \"exec\"");
        }
        int successes = count(probe, "successThreshold", 1);
        if (successes > 1 && !key.equals("readinessProbe")) {
            probe.error("successThreshold", "\"successThreshold\" of a " + key + " must be 1");
        }
        Duration initialDelay = Duration.ofSeconds(
                probe.integer("initialDelaySeconds", 0, Integer.MAX_VALUE).orElse(0));
        Duration period = Duration.ofSeconds(count(probe, "periodSeconds", 10));
        Duration timeout = Duration.ofSeconds(count(probe, "timeoutSeconds", 1));
        int failures = count(probe, "failureThreshold", 3);
        probe.warnOf("terminationGracePeriodSeconds", PodReader.NO_EFFECT);
        probe.finish();
        return actions.stream()
                .findFirst()
                .map(action -> new Probe(action, initialDelay, period, timeout, successes, failures));
    }

    /** The API reads 0 as "not given". */
    private static int count(YamlFields probe, String key, int absent) {
        int value = probe.integer(key, 0, Integer.MAX_VALUE).orElse(0);
        return value == 0 ? absent : value;
    }

    private List<Probe.Action> actions(YamlFields probe) {
        List<Probe.Action> actions = new ArrayList<>();
        probe.mapping("httpGet", "\"httpGet\"").ifPresent(get -> actions.add(httpGet(get)));
        probe.mapping("tcpSocket", "\"tcpSocket\"").ifPresent(socket -> {
            actions.add(new Probe.TcpSocket(port(socket)));
            socket.refuse("host", "isn't supported; the container itself is asked");
            socket.finish();
        });
        probe.mapping("exec", "\"exec\"").ifPresent(exec -> actions.add(new Probe.Exec(command(exec))));
        probe.mapping("grpc", "\"grpc\"").ifPresent(grpc -> actions.add(grpc(grpc)));
        return actions;
    }

    static List<String> command(YamlFields exec) {
        List<String> command = exec.texts("command");
        if (command.isEmpty()) {
            exec.error("command", "\"exec\" needs a \"command\"");
        }
        exec.finish();
        return List.copyOf(command);
    }

    private static Probe.Grpc grpc(YamlFields grpc) {
        grpc.require("port");
        Probe.Grpc action = new Probe.Grpc(
                grpc.integer("port", 1, 65535).orElse(0), grpc.text("service").orElse(""));
        grpc.finish();
        return action;
    }

    Probe.HttpGet httpGet(YamlFields get) {
        String path = get.text("path").orElse("/");
        String scheme = get.text("scheme").orElse("HTTP");
        if (!scheme.equals("HTTP") && !scheme.equals("HTTPS")) {
            get.error("scheme", "\"scheme\" must be HTTP or HTTPS; found \"" + scheme + "\"");
        }
        get.refuse("host", "isn't supported; the container itself is asked");
        List<Probe.Header> headers = new ArrayList<>();
        for (YamlFields header : get.mappings("httpHeaders", "a header")) {
            headers.add(new Probe.Header(header.requiredText("name"), header.requiredText("value")));
            header.finish();
        }
        PortReference port = port(get);
        get.finish();
        String absolute = path.startsWith("/") ? path : "/" + path;
        return new Probe.HttpGet(absolute, port, scheme.equals("HTTPS"), List.copyOf(headers));
    }

    private PortReference port(YamlFields action) {
        action.require("port");
        PortReference port = PortReader.reference(action, "port").orElse(PortReference.of(0));
        boolean known = ports.stream().anyMatch(candidate -> candidate.name().equals(Optional.of(port.text())));
        if (port.number().isEmpty() && !known) {
            List<String> names =
                    ports.stream().flatMap(named -> named.name().stream()).toList();
            action.unknownName("port", "this container has no port \"" + port + "\"", port.text(), names);
        }
        return port;
    }
}
