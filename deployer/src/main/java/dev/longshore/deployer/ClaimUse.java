package dev.longshore.deployer;

import dev.longshore.project.manifest.KubernetesObject;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.manifest.reader.ManifestReader;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.release.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Who uses which claim in a release. */
public final class ClaimUse {
    private ClaimUse() {}

    /** Claim → what mounts it, in the order of the release's objects. */
    public static Map<ClaimName, List<ObjectKey>> of(Release release) {
        return release.objects().stream()
                .map(manifest -> ManifestReader.read(manifest, new Problems()))
                .flatMap(Optional::stream)
                .flatMap(ClaimUse::uses)
                .distinct()
                .collect(Collectors.groupingBy(
                        Use::claim, TreeMap::new, Collectors.mapping(Use::by, Collectors.toUnmodifiableList())));
    }

    private record Use(ClaimName claim, ObjectKey by) {}

    private static Stream<Use> uses(KubernetesObject object) {
        if (!(object instanceof PodOwner owner)) {
            return Stream.empty();
        }
        Stream<String> named = owner.template().volumes().stream()
                .map(Volume::source)
                .filter(Volume.ClaimSource.class::isInstance)
                .map(source -> ((Volume.ClaimSource) source).claim());
        return Stream.concat(named, owner instanceof Workload workload ? ofPods(workload) : Stream.empty())
                .flatMap(name -> ClaimName.of(object.key().namespace().value(), name).stream())
                .map(claim -> new Use(claim, object.key()));
    }

    /** The claims that a StatefulSet's pods have of their own. */
    private static Stream<String> ofPods(Workload workload) {
        return workload.identity().stream()
                .flatMap(identity -> identity.claims().stream())
                .flatMap(claim -> IntStream.range(0, workload.replicas())
                        .mapToObj(pod -> claim.name() + "-" + workload.key().name() + "-" + pod));
    }
}
