package dev.longshore.deployer.engine.plan;

import dev.longshore.deployer.RolloutException;
import dev.longshore.project.manifest.Claim;
import dev.longshore.project.manifest.ConfigMap;
import dev.longshore.project.manifest.CronJob;
import dev.longshore.project.manifest.Datum;
import dev.longshore.project.manifest.Job;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.KubernetesObject;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Secret;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.name.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of a release by their kinds, in the order of the release. */
public final class ReleaseObjects {
    private final List<KubernetesObject> objects;

    public ReleaseObjects(List<? extends KubernetesObject> objects) {
        this.objects = List.copyOf(objects);
    }

    List<Workload> workloads() {
        return all(Workload.class);
    }

    public List<Service> services() {
        return all(Service.class);
    }

    List<Job> jobs() {
        return all(Job.class);
    }

    List<CronJob> cronJobs() {
        return all(CronJob.class);
    }

    public List<PodOwner> podOwners() {
        return all(PodOwner.class);
    }

    List<Claim> claims() {
        return all(Claim.class);
    }

    List<Workload> selectedBy(Service service) {
        return workloads().stream().filter(service::selects).toList();
    }

    List<Service> selecting(Workload workload) {
        return services().stream().filter(service -> service.selects(workload)).toList();
    }

    /**
     * The data of a ConfigMap or Secret; empty only for one that is optional and missing.
     */
    Optional<Map<String, Datum>> data(Kind kind, Namespace namespace, String name, boolean optional) {
        Optional<Map<String, Datum>> data = objects.stream()
                .filter(object -> object.key().kind() == kind
                        && object.key().namespace() == namespace
                        && object.key().name().equals(name))
                .findFirst()
                .flatMap(ReleaseObjects::dataOf);
        if (data.isEmpty() && !optional) {
            throw new RolloutException(kind + " \"" + name + "\" isn't there in namespace " + namespace);
        }
        return data;
    }

    private static Optional<Map<String, Datum>> dataOf(KubernetesObject object) {
        if (object instanceof ConfigMap configMap) {
            return Optional.of(configMap.data());
        }
        return object instanceof Secret secret ? Optional.of(secret.data()) : Optional.empty();
    }

    private <T> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
