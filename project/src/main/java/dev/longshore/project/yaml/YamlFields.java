package dev.longshore.project.yaml;

import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.problem.Located;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.problem.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the fields of a mapping by name and remembers which were asked for, so that {@link #finish} can refuse those that
 * nobody knows. A key without a value counts as absent. What has the wrong type becomes a problem and is then treated as
 * absent. Not thread-safe.
 */
public final class YamlFields {
    private final YamlMapping mapping;
    private final String owner;
    private final Problems problems;
    private final String path;
    private final FieldObserver observer;
    private final Set<String> known = new LinkedHashSet<>();

    private YamlFields(YamlMapping mapping, String owner, Problems problems, String path, FieldObserver observer) {
        this.mapping = mapping;
        this.owner = owner;
        this.problems = problems;
        this.path = path;
        this.observer = observer;
    }

    /** @param owner what has these fields, for messages: {@code a Deployment}, {@code route "api"} */
    public static YamlFields of(YamlNode node, String owner, Problems problems) {
        return of(node, owner, problems, FieldObserver.NONE);
    }

    /** @param observer is told of the fields of this and of all mappings in it */
    public static YamlFields of(YamlNode node, String owner, Problems problems, FieldObserver observer) {
        return of(node, owner, problems, "", observer);
    }

    private static YamlFields of(YamlNode node, String owner, Problems problems, String path, FieldObserver observer) {
        if (node instanceof YamlMapping mapping) {
            return new YamlFields(mapping, owner, problems, path, observer);
        }
        problems.error(node.position(), owner + " must be a mapping; found " + node.description());
        return nothing(node.position(), owner);
    }

    /** That it has none of its fields follows from what was reported and isn't worth a line for each. */
    private static YamlFields nothing(Position position, String owner) {
        return new YamlFields(new YamlMapping(position, List.of()), owner, new Problems(), "", FieldObserver.NONE);
    }

    public Position position() {
        return mapping.position();
    }

    public String owner() {
        return owner;
    }

    /** Where a field's value stands; where it is absent, the mapping. */
    public Position positionOf(String key) {
        return mapping.get(key).map(YamlNode::position).orElse(mapping.position());
    }

    public Optional<YamlNode> node(String key) {
        know(key, FieldUse.READ);
        return mapping.get(key).filter(value -> !(value instanceof YamlScalar scalar) || !scalar.isNull());
    }

    public Optional<String> text(String key) {
        return node(key).flatMap(value -> text(key, value));
    }

    /** The text of a field that must be there; empty, with a problem, when it isn't. */
    public String requiredText(String key) {
        require(key);
        return text(key).orElse("");
    }

    /** Reports a field that must be there and isn't. */
    public void require(String key) {
        if (node(key).isEmpty()) {
            problems.error(position(), owner + " needs \"" + key + "\"");
        }
    }

    /** The name in a field that must be there: a DNS label; empty, with a problem, when it isn't. */
    public String requiredName(String key) {
        String name = requiredText(key);
        if (!name.isEmpty() && !DnsLabel.matches(name)) {
            problems.error(
                    positionOf(key),
                    "\"" + key + "\" of " + owner + " must be " + DnsLabel.RULE + "; found \"" + name + "\"");
        }
        return name;
    }

    public OptionalInt integer(String key, int min, int max) {
        Optional<YamlNode> value = node(key);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.get() instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.INTEGER) {
            String digits = scalar.text();
            if (digits.length() < 11 && Long.parseLong(digits) >= min && Long.parseLong(digits) <= max) {
                return OptionalInt.of(Integer.parseInt(digits));
            }
            String range = max == Integer.MAX_VALUE ? "at least " + min : "from " + min + " to " + max;
            problems.error(
                    scalar.position(), "\"" + key + "\" of " + owner + " must be " + range + "; found " + digits);
        } else {
            wrongType(key, value.get(), "a number");
        }
        return OptionalInt.empty();
    }

    public boolean flag(String key, boolean absent) {
        return flag(key).orElse(absent);
    }

    public Optional<Boolean> flag(String key) {
        Optional<YamlNode> value = node(key);
        if (value.isPresent() && value.get() instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.BOOLEAN) {
            return Optional.of(scalar.text().equals("true"));
        }
        value.ifPresent(node -> wrongType(key, node, "true or false"));
        return Optional.empty();
    }

    /** One of some words; empty, with a problem, when it is another. */
    public Optional<String> choice(String key, String... words) {
        Optional<String> text = text(key);
        List<String> known = List.of(words);
        if (text.isEmpty() || known.contains(text.get())) {
            return text;
        }
        List<String> shown =
                known.stream().map(word -> word.isEmpty() ? "empty" : word).toList();
        int last = shown.size() - 1;
        String message = "\"" + key + "\" of " + owner + " must be "
                + (last > 0 ? String.join(", ", shown.subList(0, last)) + " or " : "") + shown.get(last)
                + "; found \"" + text.get() + "\"";
        unknownName(key, message, text.get(), known);
        return Optional.empty();
    }

    /** @param name what the mapping is, for messages about its own fields */
    public Optional<YamlFields> mapping(String key, String name) {
        Optional<YamlNode> value = node(key);
        if (value.isPresent() && !(value.get() instanceof YamlMapping)) {
            wrongType(key, value.get(), "a mapping");
            return Optional.empty();
        }
        return value.map(node -> of(node, name, problems, pathOf(key) + ".", observer));
    }

    /** A mapping that must be there; without fields, with a problem, when it isn't. */
    public YamlFields requiredMapping(String key, String name) {
        require(key);
        return mapping(key, name).orElseGet(() -> nothing(position(), name));
    }

    public List<YamlNode> list(String key) {
        Optional<YamlNode> value = node(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof YamlSequence sequence) {
            return sequence.items();
        }
        wrongType(key, value.get(), "a list");
        return List.of();
    }

    /** @param name what each item is, for messages about its fields */
    public List<YamlFields> mappings(String key, String name) {
        return list(key).stream()
                .map(item -> of(item, name, problems, pathOf(key) + "[].", observer))
                .toList();
    }

    public List<String> texts(String key) {
        return locatedTexts(key).stream().map(Located::value).toList();
    }

    /** A list of texts, each with its place. */
    public List<Located<String>> locatedTexts(String key) {
        List<Located<String>> texts = new ArrayList<>();
        for (YamlNode item : list(key)) {
            text(key, item).ifPresent(text -> texts.add(new Located<>(text, item.position())));
        }
        return texts;
    }

    /** A mapping of text to text, in the order in which it was written. */
    public Map<String, String> textMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        Optional<YamlNode> value = node(key);
        if (value.isPresent() && value.get() instanceof YamlMapping entries) {
            for (YamlMapping.Entry entry : entries.entries()) {
                text(key + "." + entry.key(), entry.value()).ifPresent(text -> texts.put(entry.key(), text));
            }
        } else if (value.isPresent()) {
            wrongType(key, value.get(), "a mapping");
        }
        return texts;
    }

    /** Fields that are part of the format and change nothing here. */
    public void accept(String... keys) {
        for (String key : keys) {
            know(key, FieldUse.ACCEPTED);
        }
    }

    /** A field that changes nothing here, as it must have the value that holds anyway. */
    public void acceptOnly(String key, String value) {
        accept(key);
        Optional<String> text = text(key);
        if (text.isPresent() && !text.get().equals(value)) {
            error(key, "\"" + key + "\" of " + owner + " can only be " + value + " here; found \"" + text.get() + "\"");
        }
    }

    /** A field that has a meaning which isn't given to it: a warning when it is there and not empty. */
    public void warnOf(String key, String message) {
        know(key, FieldUse.WARNED);
        if (node(key).filter(value -> !isEmpty(value)).isPresent()) {
            warning(key, message);
        }
    }

    /** As {@link #warnOf}, but for the value that says what is done anyway. */
    public void warnUnless(String value, String key, String message) {
        know(key, FieldUse.WARNED);
        if (text(key).filter(text -> !text.equals(value)).isPresent()) {
            warning(key, message);
        }
    }

    /** A warning about the value of a field. */
    public void warning(String key, String message) {
        problems.warning(keyPosition(key), "\"" + key + "\" of " + owner + " " + message);
    }

    /** A field that must not be there, except as {@code false}. */
    public void refuse(String key, String message) {
        know(key, FieldUse.REFUSED);
        Optional<YamlNode> value = node(key);
        if (value.isPresent()
                && !(value.get() instanceof YamlScalar scalar && scalar.text().equals("false"))) {
            problems.error(keyPosition(key), "\"" + key + "\" of " + owner + " " + message);
        }
    }

    public void error(String key, String message) {
        problems.error(positionOf(key), message);
    }

    /** An error about a name for which a field's value was probably meant to be one of {@code names}. */
    public void unknownName(String key, String message, String name, Collection<String> names) {
        Problem problem = Problem.error(positionOf(key), message);
        problems.add(Suggestion.hint(name, names).map(problem::withHint).orElse(problem));
    }

    /** Reports every field that wasn't asked for. */
    public void finish() {
        for (YamlMapping.Entry entry : mapping.entries()) {
            if (!known.contains(entry.key())) {
                Problem problem = Problem.error(entry.position(), "unknown field \"" + entry.key() + "\" of " + owner);
                problems.add(Suggestion.hint(entry.key(), known)
                        .map(problem::withHint)
                        .orElse(problem));
            }
        }
    }

    private void know(String key, FieldUse use) {
        known.add(key);
        observer.known(pathOf(key), use);
    }

    private String pathOf(String key) {
        return path + key;
    }

    private Optional<String> text(String key, YamlNode value) {
        if (value instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.STRING) {
            return Optional.of(scalar.text());
        }
        Problem problem = Problem.error(
                value.position(), "\"" + key + "\" of " + owner + " must be text; found " + value.description());
        problems.add(
                value instanceof YamlScalar scalar && !scalar.isNull()
                        ? problem.withHint("put it in quotes: \"" + scalar.text() + "\"")
                        : problem);
        return Optional.empty();
    }

    private void wrongType(String key, YamlNode value, String expected) {
        problems.error(
                value.position(),
                "\"" + key + "\" of " + owner + " must be " + expected + "; found " + value.description());
    }

    private static boolean isEmpty(YamlNode node) {
        return node instanceof YamlMapping mapping
                ? mapping.entries().isEmpty()
                : node instanceof YamlSequence sequence && sequence.items().isEmpty();
    }

    private Position keyPosition(String key) {
        return mapping.entry(key).map(YamlMapping.Entry::position).orElse(position());
    }
}
