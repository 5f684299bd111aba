package dev.longshore.deployer.engine.pod;

import dev.longshore.deployer.ClaimName;
import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.files.ClaimDirectory;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.engine.Volumes;
import dev.longshore.engine.Volumes.Volume;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The volumes that hold the data of claims. A claim has one, and for a moment a second one when other data is to take its
 * place.
 */
public final class ClaimVolumes {
    private final Volumes volumes;
    private final ClaimDirectory directory;

    public ClaimVolumes(Volumes volumes, ClaimDirectory directory) {
        this.volumes = volumes;
        this.directory = directory;
    }

    /** Makes the volumes of claims that don't exist. */
    public void ensure(EnvironmentName environment, Namespace namespace, List<WorkloadPlan.ClaimVolume> claims) {
        for (WorkloadPlan.ClaimVolume volume : claims) {
            ClaimName claim = new ClaimName(namespace, volume.claim());
            List<String> present = of(environment, claim);
            if (!present.contains(volume.volume())) {
                requireNone(environment, claim, present);
                make(environment, claim, volume.volume());
            }
        }
    }

    /** Makes a volume that may become the claim's. */
    public void make(EnvironmentName environment, ClaimName claim, String volume) {
        volumes.ensure(volume, labels(environment, claim));
    }

    /** The volume that the claim's data is in, or will be. */
    public String volume(EnvironmentName environment, ClaimName claim) {
        return directory.volume(environment, claim);
    }

    /** The volume with the claim's data; empty when it has none yet. */
    public Optional<String> find(EnvironmentName environment, ClaimName claim) {
        String volume = volume(environment, claim);
        return of(environment, claim).contains(volume) ? Optional.of(volume) : Optional.empty();
    }

    /** Every claim that has data → its volume. */
    public Map<ClaimName, String> all(EnvironmentName environment) {
        return volumes.describe(Labels.of(environment)).stream()
                .flatMap(volume -> claim(volume).stream())
                .distinct()
                .flatMap(claim -> find(environment, claim).map(volume -> Map.entry(claim, volume)).stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    /** All volumes that were made for the claim. */
    public List<String> of(EnvironmentName environment, ClaimName claim) {
        return volumes.list(labels(environment, claim));
    }

    /** Gives the claim the data of another of its volumes. */
    public void use(EnvironmentName environment, ClaimName claim, String volume) {
        directory.use(environment, claim, volume);
    }

    /** Deletes the claim's data, and whatever was to take its place. */
    public void remove(EnvironmentName environment, ClaimName claim) {
        of(environment, claim).forEach(volumes::remove);
        directory.forget(environment, claim);
    }

    public void remove(String volume) {
        volumes.remove(volume);
    }

    /** A claim that lost its file must not seem to be empty: its data is in the one volume that is there. */
    private void requireNone(EnvironmentName environment, ClaimName claim, List<String> present) {
        if (present.size() == 1) {
            directory.use(environment, claim, present.get(0));
            throw new RolloutException("the data of claim " + claim + " was found in volume " + present.get(0)
                    + " and will be used: try again");
        }
        if (!present.isEmpty()) {
            throw new RolloutException("it isn't known which volume has the data of claim " + claim + ": "
                    + String.join(" or ", present) + "; remove the other one from the engine");
        }
    }

    private static Map<String, String> labels(EnvironmentName environment, ClaimName claim) {
        return Map.of(
                Labels.ENVIRONMENT, environment.value(),
                Labels.NAMESPACE, claim.namespace().value(),
                Labels.CLAIM, claim.name());
    }

    private static Optional<ClaimName> claim(Volume volume) {
        Map<String, String> labels = volume.labels();
        return ClaimName.of(labels.getOrDefault(Labels.NAMESPACE, ""), labels.getOrDefault(Labels.CLAIM, ""));
    }
}
