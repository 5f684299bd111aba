package dev.longshore.project;

import dev.longshore.project.check.ProjectObjects;
import dev.longshore.project.manifest.ClaimManifest;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.reader.ManifestReader;
import dev.longshore.project.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds the claims that pods use through {@code cluster.metadata.volumes}, which no k8s.yaml writes. */
final class PlatformClaims {
    private final ProjectObjects objects;
    private final Map<String, String> volumes;
    private final Problems problems;

    /** @param volumes name of a claim → its size, as a quantity of the API */
    PlatformClaims(ProjectObjects objects, Map<String, String> volumes, Problems problems) {
        this.objects = objects;
        this.volumes = volumes;
        this.problems = problems;
    }

    /** The microservice with the claims that it is the first to use. All objects that are written must be known already. */
    Microservice complete(Microservice microservice) {
        List<Manifest> manifests = new ArrayList<>(microservice.objects());
        for (Manifest manifest : microservice.objects()) {
            objects.find(manifest.key(), PodOwner.class).ifPresent(owner -> manifests.addAll(claims(owner)));
        }
        return new Microservice(microservice.name(), microservice.directory(), microservice.builds(), manifests);
    }

    private List<Manifest> claims(PodOwner owner) {
        List<Manifest> claims = new ArrayList<>();
        for (Volume volume : owner.template().volumes()) {
            if (volume.source() instanceof Volume.ClaimSource source) {
                ObjectKey key =
                        new ObjectKey(Kind.PERSISTENT_VOLUME_CLAIM, owner.key().namespace(), source.claim());
                Optional.ofNullable(volumes.get(source.claim()))
                        .map(size -> ClaimManifest.of(key, volume.position(), size))
                        .filter(claim -> !objects.contains(key))
                        .ifPresent(claim -> {
                            objects.add(claim);
                            ManifestReader.read(claim, problems).ifPresent(objects::addRead);
                            claims.add(claim);
                        });
            }
        }
        return claims;
    }
}
