package dev.longshore.project.check;

import dev.longshore.project.manifest.ConfigMap;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.Secret;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.problem.Suggestion;
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
        for (Workload workload : objects.all(Workload.class)) {
            for (Container container : workload.template().containers()) {
                container.environment().forEach(variable -> checkVariable(workload, variable));
                container.imports().stream()
                        .filter(source -> !source.optional())
                        .forEach(source -> require(
                                "\"envFrom\" of container \"" + container.name() + "\"",
                                source.position(),
                                key(source.kind(), workload, source.name())));
            }
            workload.template().volumes().forEach(volume -> checkVolume(workload, volume));
        }
    }

    private void checkVariable(Workload workload, Environment.Variable variable) {
        String who = "variable \"" + variable.name() + "\"";
        if (variable.value() instanceof Environment.ConfigMapKey source && !source.optional()) {
            requireKey(who, variable.position(), key(Kind.CONFIG_MAP, workload, source.configMap()), source.key());
        } else if (variable.value() instanceof Environment.SecretKey source && !source.optional()) {
            requireKey(who, variable.position(), key(Kind.SECRET, workload, source.secret()), source.key());
        }
    }

    private void checkVolume(Workload workload, Volume volume) {
        String who = "volume \"" + volume.name() + "\"";
        if (volume.source() instanceof Volume.ClaimSource source) {
            require(who, volume.position(), key(Kind.PERSISTENT_VOLUME_CLAIM, workload, source.claim()));
        } else if (volume.source() instanceof Volume.FilesSource source) {
            source.parts().forEach(part -> checkFiles(who, volume.position(), workload, part));
        }
    }

    private void checkFiles(String who, Position position, Workload workload, Volume.FilesPart part) {
        if (part instanceof Volume.ConfigMapFiles files && !files.optional()) {
            requireItems(
                    who,
                    position,
                    key(Kind.CONFIG_MAP, workload, files.name()),
                    files.items().paths().keySet());
        } else if (part instanceof Volume.SecretFiles files && !files.optional()) {
            requireItems(
                    who,
                    position,
                    key(Kind.SECRET, workload, files.name()),
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

    private static ObjectKey key(Kind kind, Workload workload, String name) {
        return new ObjectKey(kind, workload.key().namespace(), name);
    }
}
