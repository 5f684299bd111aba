package dev.longshore.server.push.step;

import dev.longshore.project.Project;
import dev.longshore.project.manifest.Datum;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.Secret;
import dev.longshore.project.manifest.reader.ManifestReader;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.registry.DockerConfig;
import dev.longshore.project.release.Release;
import dev.longshore.server.log.SecretMask;
import java.util.Optional;
import java.util.stream.Stream;

/** The values of the Secrets that a push or a release knows, which no log may show. */
public final class ReleaseSecrets {
    private ReleaseSecrets() {}

    public static SecretMask mask(Stream<Release> releases) {
        return of(releases.flatMap(release -> release.objects().stream()));
    }

    /** The live release's too: what goes on running while a push is on its way has those. */
    public static SecretMask mask(Optional<Release> live, Project project) {
        return of(Stream.concat(
                live.stream().flatMap(release -> release.objects().stream()),
                project.microservices().stream().flatMap(microservice -> microservice.objects().stream())));
    }

    private static SecretMask of(Stream<Manifest> objects) {
        return SecretMask.of(objects.filter(object -> object.key().kind() == Kind.SECRET)
                .flatMap(object -> ManifestReader.read(object, new Problems()).stream())
                .map(Secret.class::cast)
                .flatMap(ReleaseSecrets::values)
                .distinct()
                .map(Datum::bytes)
                .toList());
    }

    /** A password for a registry is one value by itself, wherever it is written within another. */
    private static Stream<Datum> values(Secret secret) {
        return Stream.concat(
                secret.data().values().stream(),
                DockerConfig.read(secret, secret.position(), new Problems()).stream()
                        .flatMap(login -> Stream.of(login.password(), login.username() + ":" + login.password()))
                        .map(Datum::ofText));
    }
}
