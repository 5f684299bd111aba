package dev.longshore.server.push.change;

import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.problem.Position;
import dev.longshore.project.release.Release;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The annotation by which pods are made anew, Kubernetes' own. What was restarted keeps its mark in the releases that
 * follow: without it the pods would be other ones than those that run, and restart again.
 */
public final class RestartMarks {
    private static final YamlPath MARK = YamlPath.of("metadata", "annotations", "kubectl.kubernetes.io/restartedAt");

    private RestartMarks() {}

    /** An object with pods, marked. */
    static Manifest mark(Manifest object, Instant now) {
        return with(object, YamlScalar.string(object.body().position(), now.toString()));
    }

    /** The next release with the marks that the live one has. */
    public static Release carryOver(Optional<Release> live, Release next) {
        Map<ObjectKey, YamlNode> marks = new HashMap<>();
        live.ifPresent(before ->
                before.objects().forEach(object -> find(object).ifPresent(found -> marks.put(object.key(), found))));
        List<Manifest> objects = next.objects().stream()
                .map(object -> Optional.ofNullable(marks.get(object.key()))
                        .map(mark -> with(object, moved(mark, object.body().position())))
                        .orElse(object))
                .toList();
        return new Release(next.environment(), next.number(), next.commit(), next.images(), objects, next.routes());
    }

    private static Optional<YamlNode> find(Manifest object) {
        return object.key()
                .kind()
                .podTemplate()
                .flatMap(path -> path.find(object.body()))
                .flatMap(template -> template instanceof YamlMapping mapping ? MARK.find(mapping) : Optional.empty());
    }

    private static Manifest with(Manifest object, YamlNode mark) {
        YamlPath path = object.key().kind().podTemplate().orElseThrow();
        return new Manifest(
                object.key(),
                path.map(
                        object.body(),
                        template -> template instanceof YamlMapping mapping ? MARK.put(mapping, mark) : template));
    }

    private static YamlNode moved(YamlNode mark, Position position) {
        return mark instanceof YamlScalar scalar ? new YamlScalar(position, scalar.type(), scalar.text()) : mark;
    }
}
