package dev.longshore.project.name;

import java.util.Optional;

/** The name of a project on this server: a DNS label of at most 40 characters, as it becomes part of host names. */
public record ProjectName(String value) {
    private static final int MAX_LENGTH = 40;

    public ProjectName {
        DnsLabel.require("a project's name", value);
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a project's name must have at most " + MAX_LENGTH + " characters");
        }
    }

    public static Optional<ProjectName> of(String text) {
        return DnsLabel.matches(text) && text.length() <= MAX_LENGTH
                ? Optional.of(new ProjectName(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
