package dev.longshore.project.yaml;

import dev.longshore.project.problem.Position;

/** A value of a YAML document that remembers where it was written. */
public sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar {
    Position position();

    /** What this is, for messages: "a mapping", "a list", "text", "a number" … */
    String description();
}
