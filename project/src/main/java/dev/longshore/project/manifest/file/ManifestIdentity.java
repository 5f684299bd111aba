package dev.longshore.project.manifest.file;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.name.OwnedNamespaces;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.yaml.YamlFields;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out which object a manifest describes, and whether a project may have it. */
final class ManifestIdentity {
    /** A DNS subdomain (RFC 1123), short enough for a suffix. */
    private static final Pattern DOTTED_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,200}[a-z0-9])?");

    private static final List<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::value).toList();

    private final OwnedNamespaces namespaces;
    private final Problems problems;

    ManifestIdentity(OwnedNamespaces namespaces, Problems problems) {
        this.namespaces = namespaces;
        this.problems = problems;
    }

    /** The manifest with its namespace written out under the name that it has within the environment. */
    Optional<Manifest> identify(YamlMapping object) {
        YamlFields fields = YamlFields.of(object, "a Kubernetes object", problems);
        String kindText = fields.requiredText("kind");
        fields.require("apiVersion");
        Optional<Kind> kind = Kind.of(kindText);
        if (kind.isEmpty() && !kindText.isEmpty()) {
            String message =
                    "objects of kind \"" + kindText + "\" aren't supported; there are " + String.join(", ", KINDS);
            fields.unknownName("kind", message, kindText, KINDS);
        }
        YamlFields metadata = fields.requiredMapping("metadata", "metadata");
        Optional<String> name = kind.flatMap(known -> name(known, metadata));
        Optional<Namespace> namespace = namespace(kindText, metadata);
        if (kind.isEmpty()
                || name.isEmpty()
                || namespace.isEmpty()
                || fields.text("apiVersion").isEmpty()) {
            return Optional.empty();
        }
        ObjectKey key = new ObjectKey(kind.get(), namespace.get(), name.get());
        YamlNode namespaceText = YamlScalar.string(
                metadata.positionOf("namespace"), namespace.get().value());
        return Optional.of(
                new Manifest(key, YamlPath.of("metadata", "namespace").put(object, namespaceText)));
    }

    private static Optional<String> name(Kind kind, YamlFields metadata) {
        boolean isData = kind == Kind.CONFIG_MAP || kind == Kind.SECRET;
        String name = isData ? metadata.requiredText("name") : metadata.requiredName("name");
        if (isData && !name.isEmpty() && !DOTTED_NAME.matcher(name).matches()) {
            metadata.error(
                    "name",
                    "the name of a " + kind
                            + " must be made of a-z, 0-9, '-' and '.', starting and ending with a letter"
                            + " or a digit; found \"" + name + "\"");
        }
        return (isData ? DOTTED_NAME.matcher(name).matches() : DnsLabel.matches(name))
                ? Optional.of(name)
                : Optional.empty();
    }

    private Optional<Namespace> namespace(String kind, YamlFields metadata) {
        if (metadata.node("namespace").isEmpty()) {
            return Optional.of(Namespace.USER);
        }
        Optional<String> text = metadata.text("namespace");
        Optional<Namespace> namespace = text.flatMap(namespaces::find);
        if (text.isPresent() && namespace.isEmpty()) {
            String name = metadata.text("name").orElse("");
            metadata.error(
                    "namespace",
                    kind + " \"" + name + "\" is in namespace \"" + text.get() + "\"; " + OwnedNamespaces.RULE);
        }
        return namespace;
    }
}
