package dev.longshore.deployer.engine.plan;

import dev.longshore.engine.ContainerSpec.Restart;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.PodTemplate;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload.StableIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives the claims that a pod writes to to its {@code fsGroup}, by a container that runs before all others. */
final class FilesGroup {
    private static final String NAME = "volumes-to-group";
    private static final String DIRECTORY = "/volumes/";

    /** The group is the first word after the script, the directories the others. */
    private static final String SCRIPT = "chgrp -R \"$0\" \"$@\" && chmod -R g+rwX \"$@\"";

    private FilesGroup() {}

    /** @param image has a shell, {@code chgrp} and {@code chmod} */
    static Optional<ContainerPlan> of(
            PodTemplate template,
            Optional<StableIdentity> stable,
            String image,
            PodEnvironment variables,
            PodVolumes volumes) {
        List<String> claims = Stream.concat(
                        template.volumes().stream()
                                .filter(volume ->
                                        volume.source() instanceof Volume.ClaimSource claim && !claim.readOnly())
                                .map(Volume::name),
                        stable.stream()
                                .flatMap(identity -> identity.claims().stream().map(claim -> claim.name())))
                .toList();
        if (template.security().filesGroup().isEmpty() || claims.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(
                List.of(Long.toString(template.security().filesGroup().get())));
        claims.forEach(claim -> words.add(DIRECTORY + claim));
        Container container = new Container(
                NAME,
                template.containers().get(0).position(),
                image,
                Container.PullPolicy.IF_NOT_PRESENT,
                List.of("sh", "-c", SCRIPT),
                words,
                Optional.of("/"),
                List.of(),
                List.of(),
                List.of(),
                claims.stream()
                        .map(claim -> new Container.Mount(claim, DIRECTORY + claim, false, ""))
                        .toList(),
                Container.Resources.NONE,
                Container.Resources.NONE,
                Container.Probes.NONE,
                Container.Lifecycle.NONE,
                new Container.Security(
                        Optional.of(0L), Optional.of(0L), Optional.of(false), true, true, List.of(), List.of()),
                false);
        return Optional.of(
                new ContainerPlan(container, Role.INIT, image, Restart.ON_FAILURE, template, variables, volumes));
    }
}
