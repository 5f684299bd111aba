package dev.longshore.project.yaml;

import dev.longshore.project.problem.Position;
import java.util.List;

/** A list of values. */
public record YamlSequence(Position position, List<YamlNode> items) implements YamlNode {
    public YamlSequence {
        items = List.copyOf(items);
    }

    @Override
    public String description() {
        return "a list";
    }
}
