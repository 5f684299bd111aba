package dev.longshore.server.push.change;

import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.problem.Suggestion;
import dev.longshore.server.store.LiveRelease;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The microservices of a live release, by the names that people know. */
public final class LiveMicroservices {
    private final Map<ObjectKey, String> microservices;
    private final List<PodOwner> owners;
    private final List<Service> services;

    private LiveMicroservices(LiveRelease live) {
        this.microservices = live.microservices();
        this.owners = TypedObjects.of(live.release().objects(), PodOwner.class);
        this.services = TypedObjects.of(live.release().objects(), Service.class);
    }

    public static LiveMicroservices of(LiveRelease live) {
        return new LiveMicroservices(live);
    }

    /** What a workload is called: like its microservice when that has no other, else by its own name. */
    public String name(ObjectKey workload) {
        String microservice = microservice(workload);
        long workloads = owners.stream()
                .filter(owner -> microservice(owner.key()).equals(microservice))
                .count();
        return workloads > 1 ? workload.name() : microservice;
    }

    /** The Services that lead to a workload. */
    public List<Service> services(ObjectKey workload) {
        return owners.stream()
                .filter(owner -> owner.key().equals(workload))
                .flatMap(this::services)
                .toList();
    }

    /** One workload by its name, or all that a microservice has in a namespace. */
    public Optional<LiveMicroservice> find(Namespace namespace, String name) {
        List<PodOwner> named =
                in(namespace).filter(owner -> name(owner.key()).equals(name)).toList();
        List<PodOwner> found = named.isEmpty()
                ? in(namespace)
                        .filter(owner -> microservice(owner.key()).equals(name))
                        .toList()
                : named;
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new LiveMicroservice(
                        name,
                        found,
                        found.stream().flatMap(this::services).distinct().toList()));
    }

    /** Says, for a person, that there is no such microservice, and which one may be meant. */
    public String missing(Namespace namespace, String name) {
        Optional<Namespace> elsewhere = Arrays.stream(Namespace.values())
                .filter(other -> find(other, name).isPresent())
                .findFirst();
        if (elsewhere.isPresent()) {
            return "microservice " + name + " is in namespace " + elsewhere.get() + "; add: -n " + elsewhere.get();
        }
        List<String> known =
                in(namespace).map(owner -> name(owner.key())).distinct().toList();
        String hint = Suggestion.hint(name, known)
                .orElse(known.isEmpty() ? "there are none there" : "there are " + String.join(", ", known));
        return "there is no microservice " + name + " in namespace " + namespace + "; " + hint;
    }

    private Stream<PodOwner> in(Namespace namespace) {
        return owners.stream().filter(owner -> owner.key().namespace() == namespace);
    }

    private String microservice(ObjectKey workload) {
        return microservices.getOrDefault(workload, workload.name());
    }

    private Stream<Service> services(PodOwner owner) {
        return owner instanceof Workload workload
                ? services.stream().filter(service -> service.selects(workload))
                : Stream.empty();
    }
}
