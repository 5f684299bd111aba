package dev.longshore.server.push.change;

import dev.longshore.server.store.LiveRelease;
import java.util.List;

/**
 * What a change makes of the live release.
 *
 * @param done what it comes to, such as {@code api has 3 replicas}
 * @param notes what else the person who asked for it should know, a line each
 */
public record ChangedRelease(LiveRelease next, String done, List<String> notes) {
    public ChangedRelease {
        notes = List.copyOf(notes);
    }
}
