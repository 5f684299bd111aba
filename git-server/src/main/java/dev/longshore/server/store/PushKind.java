package dev.longshore.server.store;

import java.util.Locale;

/** What a push asks for. */
public enum PushKind {
    /** Runs the pushed commit. */
    DEPLOY,
    /** Runs the pushed commit with every image built anew. */
    REBUILD,
    /** Tells what a deploy of the commit would do. */
    DRY_RUN,
    /** Runs an earlier release once more. */
    ROLLBACK,
    /** Replaces the containers of a microservice by new ones. */
    RESTART,
    /** Runs a microservice in another number of replicas. */
    SCALE,
    /** Takes a microservice out of what runs. */
    REMOVE;

    /** As the journal and the API write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether the deploy branch comes to be at the pushed commit. */
    public boolean storesCommit() {
        return this == DEPLOY || this == REBUILD;
    }

    /** Whether this changes what is live by itself, without a commit: the deploy branch stays where it is. */
    public boolean changesLiveRelease() {
        return this == RESTART || this == SCALE || this == REMOVE;
    }

    static PushKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
