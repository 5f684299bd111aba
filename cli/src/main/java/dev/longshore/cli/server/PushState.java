package dev.longshore.cli.server;

import java.util.Set;

/** The states of a push that decide something here; the server may know more of them. */
public final class PushState {
    private static final Set<String> UNFINISHED = Set.of("queued", "running");
    private static final Set<String> UNSUCCESSFUL = Set.of("failed", "refused", "superseded", "cancelled");

    private PushState() {}

    public static boolean finished(String state) {
        return !UNFINISHED.contains(state);
    }

    public static boolean unsuccessful(String state) {
        return UNSUCCESSFUL.contains(state);
    }
}
