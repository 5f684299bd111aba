package dev.longshore.server.push.step;

import dev.longshore.project.Microservice;
import dev.longshore.project.Project;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Secret;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.registry.DockerConfig;
import dev.longshore.project.registry.RegistryLogin;
import dev.longshore.server.push.change.TypedObjects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The images of a project's pods that aren't built. */
public final class ReadyMadeReferences {
    private final Project project;
    private final Map<String, ReadyMade> references = new LinkedHashMap<>();

    private ReadyMadeReferences(Project project) {
        this.project = project;
    }

    /** The image reference of every container without a build, in the order in which they are written. */
    public static Map<String, ReadyMade> of(Project project) {
        ReadyMadeReferences found = new ReadyMadeReferences(project);
        for (Microservice microservice : project.microservices()) {
            TypedObjects.of(microservice.objects(), PodOwner.class).forEach(owner -> found.add(microservice, owner));
        }
        return found.references;
    }

    private void add(Microservice microservice, PodOwner owner) {
        List<RegistryLogin> logins = logins(owner);
        owner.template()
                .allContainers()
                .filter(container -> !isBuilt(microservice, owner, container))
                .forEach(container -> references.merge(
                        container.image(),
                        new ReadyMade(microservice.name(), container.position(), container.pullPolicy(), logins),
                        ReadyMade::and));
    }

    private List<RegistryLogin> logins(PodOwner owner) {
        return owner.template().pullSecrets().stream()
                .map(name -> new ObjectKey(Kind.SECRET, owner.key().namespace(), name))
                .flatMap(this::secrets)
                .flatMap(secret -> DockerConfig.read(secret, secret.position(), new Problems()).stream())
                .toList();
    }

    private Stream<Secret> secrets(ObjectKey key) {
        List<Manifest> manifests = project.microservices().stream()
                .flatMap(microservice -> microservice.objects().stream())
                .filter(manifest -> manifest.key().equals(key))
                .toList();
        return TypedObjects.of(manifests, Secret.class).stream();
    }

    private static boolean isBuilt(Microservice microservice, PodOwner owner, Container container) {
        return microservice.builds().stream()
                .anyMatch(build -> build.workload().equals(owner.key())
                        && build.container().equals(container.name()));
    }
}
