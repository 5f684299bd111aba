package dev.longshore.server.maintenance;

import dev.longshore.server.log.PushLogs;
import dev.longshore.server.store.EndedPushes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** Removes the logs of pushes that came before those which made the newest releases. */
public final class OldLogs {
    private final EndedPushes pushes;
    private final PushLogs logs;
    private final int keptReleases;

    /** @param keptReleases how many of an environment's newest releases keep their logs */
    public OldLogs(EndedPushes pushes, PushLogs logs, int keptReleases) {
        this.pushes = pushes;
        this.logs = logs;
        this.keptReleases = keptReleases;
    }

    /** Returns how many were removed. */
    int remove(long environmentId) {
        int removed = 0;
        try {
            Set<Long> stored = logs.all();
            for (long push : pushes.beforeNewestReleases(environmentId, keptReleases)) {
                if (stored.contains(push)) {
                    logs.remove(push);
                    removed++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("old logs can't be removed", e);
        }
        return removed;
    }
}
