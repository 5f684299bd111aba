package dev.longshore.project.conf;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.name.OwnedNamespaces;
import dev.longshore.project.problem.Located;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceText;
import dev.longshore.project.yaml.YamlFields;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlReader;
import dev.longshore.project.yaml.YamlScalar;
import dev.longshore.project.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code conf/ci.yaml}: which containers are built, from which directory. Remotes, deployments and containers are
 * mappings by name in the first style and lists in the second.
 */
public final class CiReader {
    private static final Keys LIST_STYLE = new Keys("contextPath", "dockerfilePath", "sharedPaths");
    private static final Keys MAPPING_STYLE = new Keys("path", "dockerfile", "shared");

    private final EnvironmentName environment;
    private final Problems problems;
    private final List<CiBuild> builds = new ArrayList<>();

    /** What a style calls what an image is built from. */
    private record Keys(String context, String dockerfile, String shared) {}

    private CiReader(EnvironmentName environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** The builds of the environment's own remote, in the order in which they are written. */
    public static List<CiBuild> read(SourceText source, EnvironmentName environment, Problems problems) {
        CiReader reader = new CiReader(environment, problems);
        for (YamlNode document : YamlReader.read(source, problems)) {
            YamlFields fields = YamlFields.of(document, "ci.yaml", problems);
            // Images are named and kept by the server, so a registry has no say.
            fields.accept("registry", "version");
            fields.node("remotes").ifPresent(reader::readRemotes);
            fields.finish();
        }
        return reader.builds;
    }

    private void readRemotes(YamlNode remotes) {
        if (remotes instanceof YamlSequence list) {
            for (YamlNode item : list.items()) {
                YamlFields remote = YamlFields.of(item, "a remote", problems);
                String name = remote.requiredText("name");
                List<YamlFields> deployments = remote.mappings("deployments", "a deployment of ci.yaml");
                remote.finish();
                if (isOwn(name, remote.position())) {
                    deployments.forEach(this::readDeployment);
                }
            }
        } else {
            for (YamlMapping.Entry remote : entries(remotes, "\"remotes\"")) {
                if (isOwn(remote.key(), remote.position())) {
                    entries(remote.value(), "remote \"" + remote.key() + "\"").forEach(this::readDeployment);
                }
            }
        }
    }

    private boolean isOwn(String remote, Position position) {
        boolean own = List.of(environment.value(), environment.alias(), EnvironmentName.DEFAULT_ALIAS)
                .contains(remote);
        if (!own && !remote.isEmpty()) {
            problems.warning(
                    position,
                    "remote \"" + remote
                            + "\" is a repository of its own, which isn't served yet: what it builds is left"
                            + " out (this project's remote is \"" + environment.value() + "\")");
        }
        return own;
    }

    /** List style. */
    private void readDeployment(YamlFields deployment) {
        Located<String> name = new Located<>(deployment.requiredText("name"), deployment.positionOf("name"));
        String key = deployment.node("nameSpace").isPresent() ? "nameSpace" : "namespace";
        String text = deployment.text(key).orElse(Namespace.USER.value());
        deployment.accept("nameSpace", "namespace");
        Optional<Namespace> namespace = namespace(text, name.value(), deployment.positionOf(key));
        for (YamlFields container : deployment.mappings("containers", "a container of ci.yaml")) {
            Located<String> containerName = new Located<>(container.requiredText("name"), container.positionOf("name"));
            YamlFields build = container.requiredMapping("dockerBuild", "\"dockerBuild\"");
            container.finish();
            namespace.ifPresent(owned -> add(owned, name, containerName, build, LIST_STYLE));
        }
        deployment.finish();
    }

    /** Mapping style: the key is {@code <namespace>.<deployment>}. */
    private void readDeployment(YamlMapping.Entry deployment) {
        int dot = deployment.key().indexOf('.');
        if (dot < 0) {
            problems.error(
                    deployment.position(),
                    "\"" + deployment.key() + "\" must be <namespace>.<deployment>, such as \"default."
                            + deployment.key() + "\"");
            return;
        }
        String name = deployment.key().substring(dot + 1);
        Optional<Namespace> namespace = namespace(deployment.key().substring(0, dot), name, deployment.position());
        for (YamlMapping.Entry container : entries(deployment.value(), "deployment \"" + name + "\"")) {
            YamlFields build = YamlFields.of(container.value(), "container \"" + container.key() + "\"", problems);
            namespace.ifPresent(owned -> add(
                    owned,
                    new Located<>(name, deployment.position()),
                    new Located<>(container.key(), container.position()),
                    build,
                    MAPPING_STYLE));
        }
    }

    private Optional<Namespace> namespace(String text, String deployment, Position position) {
        Optional<Namespace> namespace = new OwnedNamespaces(environment).find(text);
        if (namespace.isEmpty()) {
            problems.error(
                    position,
                    "deployment \"" + deployment + "\" is in namespace \"" + text + "\"; " + OwnedNamespaces.RULE);
        }
        return namespace;
    }

    private void add(
            Namespace namespace, Located<String> deployment, Located<String> container, YamlFields build, Keys keys) {
        Optional<Located<SourcePath>> context = path(build, keys.context(), build.requiredText(keys.context()));
        Optional<Located<SourcePath>> dockerfile = build.text(keys.dockerfile())
                .filter(text -> !text.isEmpty())
                .map(text -> path(build, keys.dockerfile(), text))
                .orElseGet(
                        () -> context.map(place -> new Located<>(place.value().child("Dockerfile"), place.position())));
        build.refuse("buildArgs", "isn't supported yet");
        build.accept("noCache", keys.shared());
        build.finish();
        if (context.isPresent() && dockerfile.isPresent()) {
            builds.add(new CiBuild(
                    namespace, deployment, container, context.get(), dockerfile.get(), shared(build, keys)));
        }
    }

    private List<Located<SourcePath>> shared(YamlFields build, Keys keys) {
        return build.locatedTexts(keys.shared()).stream()
                .flatMap(text -> path(keys.shared(), text).stream())
                .toList();
    }

    private Optional<Located<SourcePath>> path(YamlFields build, String key, String text) {
        return text.isEmpty() ? Optional.empty() : path(key, new Located<>(text, build.positionOf(key)));
    }

    private Optional<Located<SourcePath>> path(String key, Located<String> text) {
        Optional<SourcePath> path = SourcePath.parse(text.value());
        if (path.isEmpty()) {
            problems.error(
                    text.position(),
                    "\"" + key + "\" must be a path from the root of the repository, without \"..\"; found \""
                            + text.value() + "\"");
        }
        return path.map(value -> new Located<>(value, text.position()));
    }

    private List<YamlMapping.Entry> entries(YamlNode node, String what) {
        if (node instanceof YamlMapping mapping) {
            return mapping.entries();
        }
        if (!(node instanceof YamlScalar scalar && scalar.isNull())) {
            problems.error(node.position(), what + " must be a mapping; found " + node.description());
        }
        return List.of();
    }
}
