package dev.longshore.project.yaml;

import dev.longshore.project.problem.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Named values in the order in which they were written. Keys are unique. */
public record YamlMapping(Position position, List<Entry> entries) implements YamlNode {
    /**
     * One named value.
     *
     * @param position where the key was written
     */
    public record Entry(String key, Position position, YamlNode value) {}

    public YamlMapping {
        entries = List.copyOf(entries);
    }

    /** The value of a key. A key that is written with no value is present, as a null scalar. */
    public Optional<YamlNode> get(String key) {
        return entry(key).map(Entry::value);
    }

    public Optional<Entry> entry(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    /** This mapping with a key's value replaced, or added at the end. */
    public YamlMapping with(String key, YamlNode value) {
        List<Entry> changed = new ArrayList<>();
        boolean replaced = false;
        for (Entry entry : entries) {
            boolean same = entry.key().equals(key);
            changed.add(same ? new Entry(key, entry.position(), value) : entry);
            replaced |= same;
        }
        if (!replaced) {
            changed.add(new Entry(key, value.position(), value));
        }
        return new YamlMapping(position, changed);
    }

    /** This mapping without a key. */
    public YamlMapping without(String key) {
        return new YamlMapping(
                position,
                entries.stream().filter(entry -> !entry.key().equals(key)).toList());
    }

    @Override
    public String description() {
        return "a mapping";
    }
}
