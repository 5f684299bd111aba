package dev.longshore.deployer.engine;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.release.Image;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the plan of a workload from the objects of its release. Pure: it touches neither engine nor files. */
final class WorkloadPlanner {
    private final EnvironmentName environment;
    private final ReleaseObjects objects;
    private final Map<String, Image> images;
    private final ConfigFiles files;

    WorkloadPlanner(EnvironmentName environment, ReleaseObjects objects, Map<String, Image> images, ConfigFiles files) {
        this.environment = environment;
        this.objects = objects;
        this.images = images;
        this.files = files;
    }

    WorkloadPlan plan(Workload workload) {
        if (workload.template().containers().size() != 1) {
            throw new RolloutException(workload.position() + ": " + workload.key() + " has "
                    + workload.template().containers().size() + " containers; a pod has one on this cluster");
        }
        Container container = workload.template().containers().get(0);
        String imageId = Optional.ofNullable(images.get(container.image()))
                .map(Image::id)
                .orElseThrow(() -> new RolloutException(
                        container.position() + ": the release has no image for " + container.image()));
        Map<String, String> variables =
                new PodEnvironment(objects, workload.key().namespace()).of(container);
        VolumeMounts mounts = new VolumeMounts(environment, objects, files, workload);
        List<Service> services = objects.selecting(workload);
        WorkloadPlan unnamed = new WorkloadPlan(
                workload,
                container,
                imageId,
                expanded(container.command(), variables),
                expanded(container.arguments(), variables),
                variables,
                mounts.mounts(),
                mounts.volumes(),
                mounts.files(),
                aliases(workload, services),
                ReadinessRule.of(container, services),
                "");
        return unnamed.withSpec(fingerprint(unnamed, mounts));
    }

    private static Optional<List<String>> expanded(List<String> words, Map<String, String> variables) {
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(words.stream()
                        .map(word -> VariableExpansion.expand(word, variables))
                        .toList());
    }

    /** A replica joins its own namespace's network; one that a headless Service names is known in the other one too. */
    private static Map<Namespace, List<String>> aliases(Workload workload, List<Service> services) {
        Map<Namespace, List<String>> aliases = new EnumMap<>(Namespace.class);
        aliases.put(workload.key().namespace(), new ArrayList<>());
        for (Service service : services) {
            if (service.headless()) {
                ServiceNames.in(service)
                        .forEach((namespace, names) -> aliases.computeIfAbsent(namespace, any -> new ArrayList<>())
                                .addAll(names));
            }
        }
        return aliases;
    }

    /**
     * Nothing that differs between releases of the same pods enters: no position in a file, no release number. Probes do,
     * so that a new probe is proved before the proxies use it.
     */
    private static String fingerprint(WorkloadPlan plan, VolumeMounts mounts) {
        Container container = plan.container();
        Fingerprint fingerprint = new Fingerprint()
                .addAll(plan.workload().template().labels())
                .addAll(plan.workload().template().annotations())
                .add(plan.workload().template().terminationGrace().toString())
                .add(plan.imageId())
                .addAll(plan.entrypoint().orElse(List.of()))
                .addAll(plan.command().orElse(List.of()))
                .add(container.workingDirectory().orElse(""))
                .addAll(plan.environment())
                .addAll(mounts.contents())
                .add(container.limits().toString())
                .add(container.probes().toString());
        new TreeMap<>(plan.aliases())
                .forEach(
                        (namespace, names) -> fingerprint.add(namespace.value()).addAll(names));
        return fingerprint.hex();
    }
}
