package dev.longshore.builder.same;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who made an image, as the log says it. */
enum Way {
    ENGINE("build api by the engine: .*"),
    IN_PROCESS("build api in process"),
    SPLIT("build api in process (on cached prefix|after that).*");

    private final Pattern line;

    Way(String line) {
        this.line = Pattern.compile(line);
    }

    /** The engine counts where it had to do what was begun in another way; missing when the log says of none. */
    static Optional<Way> of(List<String> log) {
        return Arrays.stream(values())
                .filter(way ->
                        log.stream().anyMatch(logged -> way.line.matcher(logged).matches()))
                .findFirst();
    }
}
