package dev.longshore.project.check;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Secret;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.registry.DockerConfig;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlPath;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the Secrets that pods name as {@code imagePullSecrets} have logins that can be read. */
final class PullSecretCheck {
    private final ProjectObjects objects;
    private final Problems problems;

    PullSecretCheck(ProjectObjects objects, Problems problems) {
        this.objects = objects;
        this.problems = problems;
    }

    void run() {
        objects.all(PodOwner.class).stream()
                .flatMap(PullSecretCheck::named)
                .distinct()
                .flatMap(key -> objects.find(key, Secret.class).stream())
                .forEach(secret -> DockerConfig.read(secret, position(secret), problems));
    }

    private static Stream<ObjectKey> named(PodOwner owner) {
        return owner.template().pullSecrets().stream()
                .map(name -> new ObjectKey(Kind.SECRET, owner.key().namespace(), name));
    }

    private Position position(Secret secret) {
        return objects.manifest(secret.key())
                .flatMap(manifest -> Stream.of("stringData", "data")
                        .map(field -> YamlPath.of(field, DockerConfig.KEY).find(manifest.body()))
                        .flatMap(Optional::stream)
                        .findFirst())
                .map(YamlNode::position)
                .orElse(secret.position());
    }
}
