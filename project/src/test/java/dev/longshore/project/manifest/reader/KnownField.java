package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.yaml.FieldUse;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a reader says of a field while it reads a manifest.
 *
 * @param path {@code []} behind a key stands for every item of the list
 */
record KnownField(Manifest manifest, String path, FieldUse use) {
    /** All that the readers of some manifests know, without what only holds other fields. */
    static List<KnownField> in(List<Manifest> manifests) {
        List<KnownField> fields =
                manifests.stream().flatMap(manifest -> in(manifest).stream()).toList();
        Set<FieldPlace> holders = fields.stream().flatMap(KnownField::holders).collect(Collectors.toSet());
        return fields.stream().filter(field -> !holders.contains(field.place())).toList();
    }

    private static List<KnownField> in(Manifest manifest) {
        Map<String, FieldUse> uses = new HashMap<>();
        ManifestReader.read(manifest, new Problems(), (path, use) -> uses.merge(path, use, KnownField::last));
        return uses.entrySet().stream()
                .map(use -> new KnownField(manifest, use.getKey(), use.getValue()))
                .toList();
    }

    static FieldUse last(FieldUse one, FieldUse other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    FieldPlace place() {
        return FieldPlace.of(manifest.key().kind(), path);
    }

    /** The places of the fields that hold this one. */
    private Stream<FieldPlace> holders() {
        return IntStream.range(0, path.length())
                .filter(end -> path.charAt(end) == '.')
                .mapToObj(end -> path.substring(0, end).replaceFirst("\\[]$", ""))
                .map(holder -> FieldPlace.of(manifest.key().kind(), holder));
    }

    boolean isWritten() {
        return !find(manifest.body(), List.of(path.split("\\.", -1))).isEmpty();
    }

    private static List<YamlNode> find(YamlNode node, List<String> path) {
        if (path.isEmpty()) {
            return List.of(node);
        }
        String step = path.get(0);
        List<YamlNode> found = new ArrayList<>();
        if (node instanceof YamlMapping mapping) {
            mapping.get(step.replace("[]", "")).ifPresent(value -> {
                List<YamlNode> next =
                        step.endsWith("[]") && value instanceof YamlSequence items ? items.items() : List.of(value);
                next.forEach(item -> found.addAll(find(item, path.subList(1, path.size()))));
            });
        }
        return found;
    }

    /** The problems of the manifest when this field has another value. */
    List<Problem> problemsWith(YamlNode value) {
        Problems problems = new Problems();
        YamlMapping body = (YamlMapping) put(manifest.body(), List.of(path.split("\\.", -1)), value);
        ManifestReader.read(new Manifest(manifest.key(), body), problems);
        return problems.all();
    }

    /** Puts a value into every place of a path whose holder is there. */
    private static YamlNode put(YamlNode node, List<String> path, YamlNode value) {
        if (path.isEmpty()) {
            return value;
        }
        if (!(node instanceof YamlMapping mapping)) {
            return node;
        }
        String step = path.get(0);
        String key = step.replace("[]", "");
        List<String> rest = path.subList(1, path.size());
        Optional<YamlNode> old = mapping.get(key);
        if (old.isEmpty()) {
            return rest.isEmpty() ? mapping.with(key, value) : mapping;
        }
        if (step.endsWith("[]") && old.get() instanceof YamlSequence items) {
            List<YamlNode> changed =
                    items.items().stream().map(item -> put(item, rest, value)).toList();
            return mapping.with(key, new YamlSequence(items.position(), changed));
        }
        return mapping.with(key, put(old.get(), rest, value));
    }
}
