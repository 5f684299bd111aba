package dev.longshore.deployer.engine.plan;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.files.ClaimDirectory;
import dev.longshore.deployer.engine.files.ConfigFiles;
import dev.longshore.deployer.engine.files.Fingerprint;
import dev.longshore.engine.ContainerSpec.Restart;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.PodTemplate;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.manifest.Workload.StableIdentity;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.release.Image;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the plan of an owner's pods from the objects of its release. It asks no engine and changes nothing. */
public final class PodPlanner {
    private final EnvironmentName environment;
    private final ReleaseObjects objects;
    private final Map<String, Image> images;
    private final ConfigFiles files;
    private final ClaimDirectory claims;
    private final String toolsImage;

    /** @param toolsImage what the cluster's own containers in pods are made from */
    public PodPlanner(
            EnvironmentName environment,
            ReleaseObjects objects,
            Map<String, Image> images,
            ConfigFiles files,
            ClaimDirectory claims,
            String toolsImage) {
        this.environment = environment;
        this.objects = objects;
        this.images = images;
        this.files = files;
        this.claims = claims;
        this.toolsImage = toolsImage;
    }

    PodPlan plan(PodOwner owner) {
        PodTemplate template = owner.template();
        Optional<StableIdentity> stable = owner instanceof Workload workload ? workload.identity() : Optional.empty();
        PodFacts facts = new PodFacts(environment, template);
        PodVolumes volumes = new PodVolumes(environment, objects, files, claims, owner.key(), template, stable, facts);
        PodEnvironment variables = new PodEnvironment(objects, owner.key().namespace(), facts);
        // A Job that says Never has its failed containers started again, too: Kubernetes makes new pods for it.
        Restart main = owner instanceof Workload ? Restart.ALWAYS : Restart.ON_FAILURE;
        List<ContainerPlan> containers = new ArrayList<>();
        FilesGroup.of(template, stable, toolsImage, variables, volumes).ifPresent(containers::add);
        for (Container container : template.initContainers()) {
            containers.add(container(
                    container,
                    container.sidecar() ? Role.SIDECAR : Role.INIT,
                    container.sidecar() ? Restart.ALWAYS : Restart.ON_FAILURE,
                    template,
                    variables,
                    volumes));
        }
        for (Container container : template.containers()) {
            containers.add(container(container, Role.MAIN, main, template, variables, volumes));
        }
        PodPlan unnamed =
                new PodPlan(environment, owner.key(), template, containers, volumes, aliases(owner), stable, "");
        return unnamed.withSpec(fingerprint(unnamed));
    }

    private ContainerPlan container(
            Container container,
            Role role,
            Restart restart,
            PodTemplate template,
            PodEnvironment variables,
            PodVolumes volumes) {
        String imageId = Optional.ofNullable(images.get(container.image()))
                .map(Image::id)
                .orElseThrow(() -> new RolloutException(
                        container.position() + ": the release has no image for " + container.image()));
        return new ContainerPlan(container, role, imageId, restart, template, variables, volumes);
    }

    /** A replica joins its own namespace's network; one that a headless Service names is known in the other one too. */
    private Map<Namespace, List<String>> aliases(PodOwner owner) {
        Map<Namespace, List<String>> aliases = new EnumMap<>(Namespace.class);
        aliases.put(owner.key().namespace(), new ArrayList<>());
        List<Service> services = owner instanceof Workload workload ? objects.selecting(workload) : List.of();
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
    private static String fingerprint(PodPlan plan) {
        PodTemplate template = plan.template();
        PodIdentity any = PodIdentity.any(plan.owner().namespace());
        Fingerprint fingerprint = new Fingerprint()
                .add(plan.owner().kind().value())
                .addAll(template.labels())
                .addAll(template.annotations())
                .add(template.terminationGrace().toString())
                .add(template.hostname().orElse(""))
                .addAll(template.hosts())
                .add(Boolean.toString(template.sharesProcesses()))
                .add(template.restart().name());
        plan.containers().forEach(container -> container.addTo(fingerprint, any));
        new TreeMap<>(plan.aliases())
                .forEach(
                        (namespace, names) -> fingerprint.add(namespace.value()).addAll(names));
        return fingerprint.hex();
    }
}
