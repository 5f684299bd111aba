package dev.longshore.server.store;

import java.util.Locale;

/** Where a push is on its way, or how it ended. */
public enum PushState {
    QUEUED,
    RUNNING,
    /** Its release serves. */
    LIVE,
    /** Something went wrong after it was found valid; what was live stays live. */
    FAILED,
    /** A branch that isn't the deploy branch was stored. */
    STORED,
    /** It was never tried: the project has errors or the push came too late. */
    REFUSED,
    /** It moved the deploy branch; nothing that runs changed. */
    UNCHANGED,
    /** A later push that contains it came while it waited. */
    SUPERSEDED,
    /** Someone stopped it; what was live stays live. */
    CANCELLED,
    /** A dry run that found nothing wrong. */
    CHECKED;

    /** As the journal and the API write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PushState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
