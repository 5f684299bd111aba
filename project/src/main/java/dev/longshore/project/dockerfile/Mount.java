package dev.longshore.project.dockerfile;

import java.util.List;
import java.util.Optional;

/** What {@code RUN --mount} makes available to one command. The last of options with the same key counts. */
public record Mount(List<Option> options) {
    public Mount {
        options = List.copyOf(options);
    }

    /**
     * @param key in small letters
     * @param value missing for those that may stand alone, such as {@code ro}
     */
    public record Option(String key, Optional<String> value) {}

    /** The stage or image that it is taken from. */
    public Optional<String> from() {
        return value("from").filter(name -> !name.isEmpty());
    }

    public String type() {
        return value("type").orElse("bind");
    }

    private Optional<String> value(String key) {
        return options.stream()
                .filter(option -> option.key().equals(key))
                .reduce((first, second) -> second)
                .flatMap(Option::value);
    }
}
