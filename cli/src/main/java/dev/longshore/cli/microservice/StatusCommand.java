package dev.longshore.cli.microservice;

import dev.longshore.cli.server.EnvironmentApi;
import dev.longshore.cli.server.MicroserviceStatus;
import dev.longshore.cli.server.MicroserviceStatus.Pod;
import dev.longshore.cli.server.Microservices.Microservice;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Table;
import dev.longshore.cli.terminal.Table.Cell;
import dev.longshore.cli.terminal.Table.Column;
import dev.longshore.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how a microservice is, in the layout of the Hasura platform's own command. */
@Command(name = "status", description = "Tells how a microservice is, and its pods.")
public final class StatusCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final String NONE = "<none>";

    private final Surroundings surroundings;

    @Mixin
    private final MicroserviceOptions microservice;

    public StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.microservice = new MicroserviceOptions(surroundings);
    }

    @Override
    public Integer call() {
        EnvironmentApi api = microservice.connect();
        Terminal terminal = surroundings.terminal();
        terminal.line("Reading status from cluster " + api.environment().alias() + " ["
                + api.environment().project() + "]...");
        print(terminal, microservice.of(api).status());
        return ExitCode.OK.value();
    }

    private void print(Terminal terminal, MicroserviceStatus status) {
        property(terminal, "Name", List.of(status.name()));
        property(
                terminal,
                "Created At",
                status
                        .createdAt()
                        .map(time ->
                                TIME.format(time.atZone(surroundings.clock().getZone())))
                        .stream()
                        .toList());
        property(terminal, "Age", status.createdAt().map(this::age).stream().toList());
        property(terminal, "Replicas", List.of(replicas(status)));
        property(terminal, "Namespace", List.of(status.namespace()));
        property(
                terminal,
                "Internal URL",
                status.workloads().stream()
                        .map(Microservice::internalUrl)
                        .filter(url -> !url.isEmpty())
                        .toList());
        property(
                terminal,
                "External URL",
                status.workloads().stream()
                        .flatMap(workload -> workload.externalUrls().stream())
                        .toList());
        property(terminal, "Events", events(status));
        terminal.line("");
        pods(terminal, status.pods());
    }

    private static void property(Terminal terminal, String name, List<String> values) {
        String title = name + ":";
        for (String value : values.isEmpty() ? List.of(NONE) : values) {
            terminal.line(String.format("%-15s%s", title, value));
            title = "";
        }
    }

    private static String replicas(MicroserviceStatus status) {
        int desired =
                status.workloads().stream().mapToInt(Microservice::desired).sum();
        return desired + " desired | " + status.pods().size() + " created | " + count(status, "Running")
                + " running | " + count(status, "Pending") + " pending | " + count(status, "Error") + " error | "
                + count(status, "Failed") + " failed";
    }

    private static long count(MicroserviceStatus status, String state) {
        return status.pods().stream().filter(pod -> pod.state().equals(state)).count();
    }

    private static List<String> events(MicroserviceStatus status) {
        Stream<String> workloads = status.workloads().stream()
                .filter(workload -> !workload.detail().isEmpty())
                .map(workload -> workload.name() + ": " + workload.detail());
        Stream<String> pods = status.pods().stream()
                .filter(pod -> !pod.detail().isEmpty())
                .map(pod -> pod.name() + ": " + pod.detail());
        return Stream.concat(workloads, pods).toList();
    }

    private void pods(Terminal terminal, List<Pod> pods) {
        if (pods.isEmpty()) {
            property(terminal, "Running Pods", List.of());
            return;
        }
        terminal.line("Running Pods:");
        Table table = new Table(Stream.of("NAME", "STATUS", "RESTARTS", "AGE", "CONTAINERS")
                .map(Column::of)
                .toList());
        pods.forEach(pod -> table.row(Stream.of(
                        pod.name(),
                        pod.state(),
                        String.valueOf(pod.restarts()),
                        age(pod.createdAt()),
                        String.join(", ", pod.containers()))
                .map(Cell::of)
                .toList()));
        table.print(terminal);
    }

    /** As Kubernetes' own tools write it: the largest unit only. */
    private String age(Instant since) {
        Duration age = Duration.between(since, surroundings.clock().instant());
        if (age.toDays() > 0) {
            return age.toDays() + "d";
        }
        return age.toHours() > 0
                ? age.toHours() + "h"
                : age.toMinutes() > 0 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
    }
}
