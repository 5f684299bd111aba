package dev.longshore.project.manifest.file;

import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.name.OwnedNamespaces;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceText;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlReader;
import dev.longshore.project.yaml.YamlScalar;
import dev.longshore.project.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of manifests: one or several documents, each an object or a {@code List} of objects. */
public final class ManifestFile {
    private final OwnedNamespaces namespaces;
    private final Problems problems;
    private final List<Manifest> manifests = new ArrayList<>();

    private ManifestFile(OwnedNamespaces namespaces, Problems problems) {
        this.namespaces = namespaces;
        this.problems = problems;
    }

    /** The objects in order, upgraded to what is read today; without those that {@code problems} has an error about. */
    public static List<Manifest> read(SourceText source, OwnedNamespaces namespaces, Problems problems) {
        ManifestFile file = new ManifestFile(namespaces, problems);
        YamlReader.read(source, problems).forEach(file::add);
        return file.manifests;
    }

    private void add(YamlNode node) {
        if (!(node instanceof YamlMapping object)) {
            problems.error(node.position(), "a Kubernetes object must be a mapping; found " + node.description());
        } else if (isList(object)) {
            Optional<YamlNode> items = object.get("items");
            if (items.isPresent() && items.get() instanceof YamlSequence sequence) {
                sequence.items().forEach(this::add);
            } else {
                problems.error(object.position(), "a List needs \"items\", a list of objects");
            }
        } else {
            new ManifestIdentity(namespaces, problems).identify(object).ifPresent(manifest -> {
                HostPathUpgrade upgrade = HostPathUpgrade.of(ApiUpgrade.upgrade(manifest, problems), problems);
                manifests.add(upgrade.manifest());
                manifests.addAll(upgrade.claims());
            });
        }
    }

    private static boolean isList(YamlMapping object) {
        return object.get("kind")
                .filter(kind ->
                        kind instanceof YamlScalar scalar && scalar.text().equals("List"))
                .isPresent();
    }
}
