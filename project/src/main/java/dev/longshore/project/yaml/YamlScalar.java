package dev.longshore.project.yaml;

import dev.longshore.project.problem.Position;

/** A single value. {@code text} is its canonical form; empty for {@link Type#NULL}. */
public record YamlScalar(Position position, Type type, String text) implements YamlNode {
    public enum Type {
        STRING("text"),
        INTEGER("a number"),
        FLOAT("a number with decimals"),
        BOOLEAN("true or false"),
        NULL("nothing");

        private final String description;

        Type(String description) {
            this.description = description;
        }
    }

    public static YamlScalar string(Position position, String text) {
        return new YamlScalar(position, Type.STRING, text);
    }

    public boolean isNull() {
        return type == Type.NULL;
    }

    @Override
    public String description() {
        return type.description;
    }
}
