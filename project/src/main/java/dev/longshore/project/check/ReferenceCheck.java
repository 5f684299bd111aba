package dev.longshore.project.check;

import dev.longshore.project.manifest.ConfigMap;
import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Secret;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.problem.Suggestion;
import dev.longshore.project.registry.DockerConfig;
import dev.longshore.project.yaml.YamlNode;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Whether the ConfigMaps, Secrets and claims that pods refer to are in the project, with the keys that they need. */
final class ReferenceCheck {
    private static final String PLATFORM_SECRET = "hasura-secrets";

    private final ProjectObjects objects;
    private final Problems problems;

    ReferenceCheck(ProjectObjects objects, Problems problems) {
        this.objects = objects;
        this.problems = problems;
    }

    void run() {
        for (PodOwner owner : objects.all(PodOwner.class)) {
            owner.template().allContainers().forEach(container -> {
                container.environment().forEach(variable -> checkVariable(owner, variable));
                container.imports().stream()
                        .filter(source -> !source.optional())
                        .forEach(source -> require(
                                "\"envFrom\" of container \"" + container.name() + "\"",
                                source.position(),
                                key(source.kind(), owner, source.name())));
            });
            owner.template().volumes().forEach(volume -> checkVolume(owner, volume));
            owner.template()
                    .pullSecrets()
                    .forEach(name -> requireKey(
                            "\"imagePullSecrets\" of " + owner.key(),
                            pullSecrets(owner),
                            key(Kind.SECRET, owner, name),
                            DockerConfig.KEY));
        }
        objects.all(Workload.class).forEach(this::checkNames);
    }

    /** Without it the pods of a StatefulSet run, but under no name of their own. */
    private void checkNames(Workload workload) {
        workload.identity()
                .map(Workload.StableIdentity::service)
                .filter(name -> !name.isEmpty())
                .map(name -> key(Kind.SERVICE, workload, name))
                .filter(service -> objects.find(service, Service.class)
                        .filter(Service::headless)
                        .isEmpty())
                .ifPresent(service -> problems.warning(
                        workload.position(),
                        "the pods of " + workload.key() + " have no names of their own: "
                                + (objects.contains(service)
                                        ? "Service \"" + service.name() + "\" isn't headless (clusterIP: None)"
                                        : "Service \"" + service.name() + "\" isn't in this project")));
    }

    private Position pullSecrets(PodOwner owner) {
        return objects.manifest(owner.key())
                .flatMap(manifest -> owner.key()
                        .kind()
                        .podTemplate()
                        .flatMap(template ->
                                template.then("spec", "imagePullSecrets").find(manifest.body())))
                .map(YamlNode::position)
                .orElse(owner.position());
    }

    private void checkVariable(PodOwner owner, Environment.Variable variable) {
        String who = "variable \"" + variable.name() + "\"";
        if (variable.value() instanceof Environment.ConfigMapKey source && !source.optional()) {
            requireKey(who, variable.position(), key(Kind.CONFIG_MAP, owner, source.configMap()), source.key());
        } else if (variable.value() instanceof Environment.SecretKey source && !source.optional()) {
            requireKey(who, variable.position(), key(Kind.SECRET, owner, source.secret()), source.key());
        }
    }

    private void checkVolume(PodOwner owner, Volume volume) {
        String who = "volume \"" + volume.name() + "\"";
        if (volume.source() instanceof Volume.ClaimSource source) {
            require(who, volume.position(), key(Kind.PERSISTENT_VOLUME_CLAIM, owner, source.claim()));
        } else if (volume.source() instanceof Volume.FilesSource source) {
            source.parts().forEach(part -> checkFiles(who, volume.position(), owner, part));
        }
    }

    private void checkFiles(String who, Position position, PodOwner owner, Volume.FilesPart part) {
        if (part instanceof Volume.ConfigMapFiles files && !files.optional()) {
            requireItems(
                    who,
                    position,
                    key(Kind.CONFIG_MAP, owner, files.name()),
                    files.items().paths().keySet());
        } else if (part instanceof Volume.SecretFiles files && !files.optional()) {
            requireItems(
                    who,
                    position,
                    key(Kind.SECRET, owner, files.name()),
                    files.items().paths().keySet());
        }
    }

    private void requireItems(String who, Position position, ObjectKey object, Set<String> keys) {
        if (require(who, position, object)) {
            keys.stream().sorted().forEach(key -> requireKey(who, position, object, key));
        }
    }

    private void requireKey(String who, Position position, ObjectKey object, String key) {
        if (!require(who, position, object)) {
            return;
        }
        Set<String> keys = keys(object);
        if (!keys.contains(key)) {
            String message = who + " needs the key \"" + key + "\", which " + object.kind() + " \"" + object.name()
                    + "\" doesn't have";
            add(position, message, key, keys);
        }
    }

    private boolean require(String who, Position position, ObjectKey object) {
        if (objects.contains(object)) {
            return true;
        }
        String name = object.kind() + " \"" + object.name() + "\"";
        if (object.kind() == Kind.SECRET && object.name().equals(PLATFORM_SECRET)) {
            problems.error(
                    position,
                    who + " needs " + name
                            + ", but there is no such Secret: secrets kept by the server aren't supported"
                            + " yet. Put a Secret of another name into a k8s.yaml");
        } else {
            String message = who + " needs " + name + ", which isn't in this project";
            add(position, message, object.name(), objects.names(object.kind(), object.namespace()));
        }
        return false;
    }

    private void add(Position position, String message, String written, Collection<String> known) {
        Problem problem = Problem.error(position, message);
        problems.add(Suggestion.hint(written, known).map(problem::withHint).orElse(problem));
    }

    private Set<String> keys(ObjectKey object) {
        Optional<Set<String>> configMap =
                objects.find(object, ConfigMap.class).map(read -> read.data().keySet());
        return configMap.orElseGet(() -> objects.find(object, Secret.class)
                .map(read -> read.data().keySet())
                .orElse(Set.of()));
    }

    private static ObjectKey key(Kind kind, PodOwner owner, String name) {
        return new ObjectKey(kind, owner.key().namespace(), name);
    }
}
