package dev.longshore.server.store;

import java.util.Locale;

/** How far a push has come that is on its way. The journal says so before anything of the stage happens outside. */
public enum PushStage {
    WAITING("waiting"),
    READING("reading the project"),
    BUILDING("building"),
    ROLLING_OUT("rolling out");

    private final String description;

    PushStage(String description) {
        this.description = description;
    }

    /** What a push of this stage does, for those who wait for it. */
    public String description() {
        return description;
    }

    /** As the journal and the API write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static PushStage of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
