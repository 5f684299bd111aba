package dev.longshore.project.check;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.problem.Suggestion;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether every Service finds pods, and those have the ports that it names. */
final class ServiceCheck {
    private final ProjectObjects objects;
    private final Problems problems;

    ServiceCheck(ProjectObjects objects, Problems problems) {
        this.objects = objects;
        this.problems = problems;
    }

    void run() {
        Map<Integer, Service> nodePorts = new HashMap<>();
        for (Service service : objects.all(Service.class)) {
            List<Workload> selected = objects.all(Workload.class).stream()
                    .filter(service::selects)
                    .toList();
            if (service.selector().isEmpty()) {
                problems.warning(
                        service.position(),
                        "Service \"" + service.key().name() + "\" has no selector and finds no pods");
            } else if (selected.isEmpty()) {
                selectsNothing(service);
            }
            service.ports().forEach(port -> checkNodePort(nodePorts, service, port));
            for (Workload workload : selected) {
                service.ports().forEach(port -> checkPort(service, port, workload));
            }
        }
    }

    private void checkNodePort(Map<Integer, Service> taken, Service service, Service.Port port) {
        if (port.nodePort().isPresent()) {
            int number = port.nodePort().getAsInt();
            Service earlier = taken.putIfAbsent(number, service);
            if (earlier != null && !earlier.equals(service)) {
                problems.error(
                        port.position(),
                        "the nodePort " + number + " is asked for by Service \""
                                + earlier.key().name() + "\" as well, at " + earlier.position());
            }
        }
    }

    private void selectsNothing(Service service) {
        List<Map<String, String>> labels = objects.all(Workload.class).stream()
                .filter(workload -> workload.key().namespace() == service.key().namespace())
                .map(workload -> workload.template().labels())
                .toList();
        Optional<Map.Entry<String, String>> wrong = service.selector().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(label -> labels.stream().noneMatch(pod -> pod.entrySet().contains(label)))
                .findFirst();
        String selector = service.selector().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        String these = service.selector().size() == 1 ? "that label" : "these labels";
        Position position =
                wrong.flatMap(label -> position(service.key(), label.getKey())).orElse(service.position());
        Problem problem = Problem.error(
                position,
                "Service \"" + service.key().name() + "\" selects " + selector + ", but no workload has " + these);
        Optional<String> hint = wrong.flatMap(label -> Suggestion.hint(
                label.getValue(),
                labels.stream()
                        .flatMap(pod -> Optional.ofNullable(pod.get(label.getKey())).stream())
                        .toList()));
        problems.add(hint.map(problem::withHint).orElse(problem));
    }

    private Optional<Position> position(ObjectKey service, String label) {
        return objects.manifest(service)
                .flatMap(manifest -> YamlPath.of("spec", "selector", label).find(manifest.body()))
                .map(YamlNode::position);
    }

    private void checkPort(Service service, Service.Port port, Workload workload) {
        PortReference target = port.target();
        List<Container> containers = workload.template().lastingContainers().toList();
        if (containers.stream().anyMatch(container -> container.resolve(target).isPresent())) {
            return;
        }
        List<String> names = containers.stream()
                .flatMap(container -> container.ports().stream())
                .flatMap(candidate -> candidate.name().stream())
                .toList();
        Problem problem = Problem.error(
                port.position(),
                "port " + port.port() + " of Service \"" + service.key().name() + "\" goes to the port \"" + target
                        + "\", which no container of " + workload.key() + " has");
        problems.add(
                Suggestion.hint(target.text(), names).map(problem::withHint).orElse(problem));
    }
}
