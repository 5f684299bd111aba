package dev.longshore.server.push.change;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.Ingress;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.PodTemplate;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.release.Image;
import dev.longshore.project.release.Release;
import dev.longshore.project.route.Route;
import dev.longshore.server.store.LiveRelease;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The live release without one of its microservices: without its workloads, the Services that lead to nothing else, the
 * routes to these, and what only its pods used.
 */
final class MicroserviceRemoval {
    private final LiveRelease live;
    private final LiveMicroservice microservice;
    private final List<PodOwner> others;

    MicroserviceRemoval(LiveRelease live, LiveMicroservice microservice) {
        this.live = live;
        this.microservice = microservice;
        this.others = TypedObjects.of(live.release().objects(), PodOwner.class).stream()
                .filter(owner -> !microservice.workloads().contains(owner))
                .toList();
    }

    ChangedRelease apply(long number) {
        Release release = live.release();
        Set<ObjectKey> gone = gone();
        List<Manifest> objects = release.objects().stream()
                .filter(object -> !gone.contains(object.key()))
                .toList();
        List<Route> routes = release.routes().stream()
                .filter(route -> !gone.contains(new ObjectKey(Kind.SERVICE, route.namespace(), route.service())))
                .toList();
        Map<ObjectKey, String> microservices = new HashMap<>(live.microservices());
        microservices.keySet().removeAll(gone);
        return new ChangedRelease(
                new LiveRelease(
                        new Release(release.environment(), number, release.commit(), images(release), objects, routes),
                        microservices),
                microservice.name() + " removed",
                notes(gone));
    }

    private Set<ObjectKey> gone() {
        Set<ObjectKey> gone = new HashSet<>();
        microservice.workloads().forEach(owner -> gone.add(owner.key()));
        microservice.services().stream()
                .filter(service -> others.stream().noneMatch(selectedBy(service)))
                .forEach(service -> gone.add(service.key()));
        Set<ObjectKey> used = used(others);
        used(microservice.workloads()).stream()
                .filter(key -> !used.contains(key))
                .forEach(gone::add);
        TypedObjects.of(live.release().objects(), Ingress.class).stream()
                .filter(ingress -> ingress.rules().stream()
                        .allMatch(rule -> gone.contains(
                                new ObjectKey(Kind.SERVICE, ingress.key().namespace(), rule.service()))))
                .forEach(ingress -> gone.add(ingress.key()));
        return gone;
    }

    private Map<String, Image> images(Release release) {
        Set<String> named = others.stream()
                .flatMap(owner -> owner.template().allContainers())
                .map(Container::image)
                .collect(Collectors.toUnmodifiableSet());
        Map<String, Image> images = new HashMap<>(release.images());
        images.keySet().retainAll(named);
        return images;
    }

    private List<String> notes(Set<ObjectKey> gone) {
        List<String> notes = new ArrayList<>();
        gone.stream()
                .filter(key -> key.kind() == Kind.PERSISTENT_VOLUME_CLAIM)
                .sorted(Comparator.comparing(ObjectKey::name))
                .forEach(claim -> notes.add("The data of claim " + claim.name()
                        + " stays. Remove it for good: hasura claim remove " + claim.name()
                        + claim.namespace().option()));
        if (microservice.workloads().stream().anyMatch(MicroserviceRemoval::hasClaimsOfItsPods)) {
            notes.add("The data of its pods' claims stays. See them: hasura claim list");
        }
        notes.add("A push whose commit has " + microservice.name() + " brings it back.");
        return notes;
    }

    private static boolean hasClaimsOfItsPods(PodOwner owner) {
        return owner instanceof Workload workload
                && workload.identity().filter(own -> !own.claims().isEmpty()).isPresent();
    }

    private static Predicate<PodOwner> selectedBy(Service service) {
        return owner -> owner instanceof Workload workload && service.selects(workload);
    }

    private static Set<ObjectKey> used(List<PodOwner> owners) {
        return owners.stream()
                .flatMap(owner -> uses(owner.key().namespace(), owner.template()))
                .collect(Collectors.toSet());
    }

    private static Stream<ObjectKey> uses(Namespace namespace, PodTemplate template) {
        Stream<ObjectKey> volumes = template.volumes().stream().flatMap(volume -> uses(namespace, volume.source()));
        Stream<ObjectKey> variables = template.allContainers().flatMap(container -> uses(namespace, container));
        Stream<ObjectKey> credentials =
                template.pullSecrets().stream().map(name -> new ObjectKey(Kind.SECRET, namespace, name));
        return Stream.of(volumes, variables, credentials).flatMap(stream -> stream);
    }

    private static Stream<ObjectKey> uses(Namespace namespace, Volume.Source source) {
        if (source instanceof Volume.ClaimSource claim) {
            return Stream.of(new ObjectKey(Kind.PERSISTENT_VOLUME_CLAIM, namespace, claim.claim()));
        }
        return source instanceof Volume.FilesSource files
                ? files.parts().stream().flatMap(part -> uses(namespace, part))
                : Stream.empty();
    }

    private static Stream<ObjectKey> uses(Namespace namespace, Volume.FilesPart part) {
        if (part instanceof Volume.ConfigMapFiles configMap) {
            return Stream.of(new ObjectKey(Kind.CONFIG_MAP, namespace, configMap.name()));
        }
        return part instanceof Volume.SecretFiles secret
                ? Stream.of(new ObjectKey(Kind.SECRET, namespace, secret.name()))
                : Stream.empty();
    }

    private static Stream<ObjectKey> uses(Namespace namespace, Container container) {
        Stream<ObjectKey> imports =
                container.imports().stream().map(each -> new ObjectKey(each.kind(), namespace, each.name()));
        Stream<ObjectKey> variables =
                container.environment().stream().flatMap(variable -> uses(namespace, variable.value()));
        return Stream.concat(imports, variables);
    }

    private static Stream<ObjectKey> uses(Namespace namespace, Environment.Value value) {
        if (value instanceof Environment.ConfigMapKey configMap) {
            return Stream.of(new ObjectKey(Kind.CONFIG_MAP, namespace, configMap.configMap()));
        }
        return value instanceof Environment.SecretKey secret
                ? Stream.of(new ObjectKey(Kind.SECRET, namespace, secret.secret()))
                : Stream.empty();
    }
}
