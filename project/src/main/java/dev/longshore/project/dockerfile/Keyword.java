package dev.longshore.project.dockerfile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words that an instruction begins with; in a Dockerfile they may be in small letters too. */
public enum Keyword {
    ADD,
    ARG,
    CMD,
    COPY,
    ENTRYPOINT,
    ENV,
    EXPOSE,
    FROM,
    HEALTHCHECK,
    LABEL,
    MAINTAINER,
    ONBUILD,
    RUN,
    SHELL,
    STOPSIGNAL,
    USER,
    VOLUME,
    WORKDIR;

    static final List<String> NAMES = Arrays.stream(values()).map(Keyword::name).toList();

    public static Optional<Keyword> of(String written) {
        String name = written.toUpperCase(Locale.ROOT);
        return NAMES.contains(name) ? Optional.of(valueOf(name)) : Optional.empty();
    }

    /** Whether {@code <<EOF} among its arguments takes the lines that follow. */
    boolean takesHeredocs() {
        return this == ADD || this == COPY || this == RUN;
    }
}
