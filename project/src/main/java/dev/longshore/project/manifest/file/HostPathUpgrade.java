package dev.longshore.project.manifest.file;

import dev.longshore.project.manifest.ClaimManifest;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.yaml.YamlFields;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives what runs pods a claim of its own for every volume that is a directory of the machine, which no project may reach.
 *
 * @param claims what the changed manifest refers to
 */
record HostPathUpgrade(Manifest manifest, List<Manifest> claims) {
    static HostPathUpgrade of(Manifest manifest, Problems problems) {
        List<Manifest> claims = new ArrayList<>();
        Optional<YamlPath> template = manifest.key().kind().podTemplate();
        if (template.isEmpty()) {
            return new HostPathUpgrade(manifest, claims);
        }
        YamlMapping body = template.get()
                .then("spec", "volumes")
                .mapItems(
                        manifest.body(),
                        volume -> volume.get("hostPath").isPresent()
                                ? claim(manifest.key(), volume, claims, problems)
                                : volume);
        return new HostPathUpgrade(new Manifest(manifest.key(), body), claims);
    }

    private static YamlMapping claim(ObjectKey owner, YamlMapping volume, List<Manifest> claims, Problems problems) {
        YamlFields fields = YamlFields.of(volume, "a volume", problems);
        String volumeName = fields.requiredName("name");
        String path = fields.mapping("hostPath", "\"hostPath\"")
                .flatMap(hostPath -> hostPath.text("path"))
                .orElse("");
        String name = owner.name() + "-" + volumeName;
        if (!DnsLabel.matches(name)) {
            problems.error(
                    volume.position(),
                    "a directory of the machine can't be mounted, and \"" + name
                            + "\" is too long for a claim in its place");
            return volume;
        }
        problems.warning(
                volume.position(),
                "volume \"" + volumeName + "\" doesn't get the machine's " + path
                        + " but a volume of its own, empty at first: claim \"" + name + "\"");
        YamlNode claimName = YamlScalar.string(volume.position(), name);
        claims.add(ClaimManifest.of(
                new ObjectKey(Kind.PERSISTENT_VOLUME_CLAIM, owner.namespace(), name), volume.position()));
        return YamlPath.of("persistentVolumeClaim", "claimName").put(volume.without("hostPath"), claimName);
    }
}
