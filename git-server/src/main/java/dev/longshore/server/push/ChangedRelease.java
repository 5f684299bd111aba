package dev.longshore.server.push;

import dev.longshore.server.store.LiveRelease;
import java.util.List;

/**
 * What a change makes of the live release.
 *
 * @param done what it comes to, such as {@code api has 3 replicas}
 * @param notes what else the person who asked for it should know, a line each
 */
record ChangedRelease(LiveRelease next, String done, List<String> notes) {
    ChangedRelease {
        notes = List.copyOf(notes);
    }
}
