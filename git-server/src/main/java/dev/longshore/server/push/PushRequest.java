package dev.longshore.server.push;

import dev.longshore.server.store.StoredEnvironment;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * What someone wants to run.
 *
 * @param ref the full name of the deploy branch
 * @param subject the first line of the commit's message
 * @param by the name of the user who pushes
 */
public record PushRequest(StoredEnvironment environment, String ref, ObjectId commit, String subject, String by) {
    /** The branch's name without {@code refs/heads/}. */
    public String branch() {
        return Repository.shortenRefName(ref);
    }
}
