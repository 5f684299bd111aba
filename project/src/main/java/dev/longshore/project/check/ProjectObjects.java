package dev.longshore.project.check;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.KubernetesObject;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.Namespace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All objects of a project, as they were written and as they were read. */
public final class ProjectObjects {
    private final Map<ObjectKey, Manifest> manifests = new LinkedHashMap<>();
    private final Map<ObjectKey, KubernetesObject> objects = new LinkedHashMap<>();
    private boolean unambiguous = true;

    /** Adds an object; answers the one of the same kind, namespace and name that is there already and stays. */
    public Optional<Manifest> add(Manifest manifest) {
        Optional<Manifest> earlier = Optional.ofNullable(manifests.putIfAbsent(manifest.key(), manifest));
        unambiguous &= earlier.isEmpty();
        return earlier;
    }

    /** Adds what a manifest was read as. */
    public void addRead(KubernetesObject object) {
        objects.putIfAbsent(object.key(), object);
    }

    /** Whether every manifest could be read and none is there twice: only then can be said what is missing. */
    public boolean isComplete() {
        return unambiguous && objects.keySet().equals(manifests.keySet());
    }

    public boolean contains(ObjectKey key) {
        return manifests.containsKey(key);
    }

    public Optional<Manifest> manifest(ObjectKey key) {
        return Optional.ofNullable(manifests.get(key));
    }

    public Set<ObjectKey> keys() {
        return Set.copyOf(manifests.keySet());
    }

    /** The names of a namespace's objects of one kind, for suggestions. */
    public List<String> names(Kind kind, Namespace namespace) {
        return manifests.keySet().stream()
                .filter(key -> key.kind() == kind && key.namespace() == namespace)
                .map(ObjectKey::name)
                .toList();
    }

    public <T extends KubernetesObject> Optional<T> find(ObjectKey key, Class<T> type) {
        return Optional.ofNullable(objects.get(key)).filter(type::isInstance).map(type::cast);
    }

    public <T extends KubernetesObject> List<T> all(Class<T> type) {
        return objects.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
