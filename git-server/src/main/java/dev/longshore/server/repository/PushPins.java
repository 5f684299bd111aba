package dev.longshore.server.repository;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/**
 * Refs of the server's own, {@code refs/longshore/push/<id>}: they keep the commit of a push from garbage collection
 * while no branch does. Clients neither see nor push them.
 */
public final class PushPins {
    private static final String OWN = "refs/longshore/";
    private static final String PREFIX = OWN + "push/";

    private PushPins() {}

    public static void pin(Repository repository, long pushId, ObjectId commit) throws IOException {
        RefUpdate update = repository.updateRef(PREFIX + pushId);
        update.setNewObjectId(commit);
        update.disableRefLog();
        RefUpdate.Result result = update.forceUpdate();
        if (result != RefUpdate.Result.NEW
                && result != RefUpdate.Result.FORCED
                && result != RefUpdate.Result.NO_CHANGE) {
            throw new IOException("the commit of push " + pushId + " can't be pinned: " + result);
        }
    }

    /** Lets go of the commit of a push; without effect when it isn't pinned. */
    public static void unpin(Repository repository, long pushId) throws IOException {
        if (repository.exactRef(PREFIX + pushId) == null) {
            return;
        }
        RefUpdate update = repository.updateRef(PREFIX + pushId);
        update.setForceUpdate(true);
        update.disableRefLog();
        RefUpdate.Result result = update.delete();
        if (result != RefUpdate.Result.FORCED && result != RefUpdate.Result.NO_CHANGE) {
            throw new IOException("the commit of push " + pushId + " can't be let go: " + result);
        }
    }

    /** The refs that clients may know of. */
    public static Map<String, Ref> withoutPins(Map<String, Ref> refs) {
        Map<String, Ref> shown = new HashMap<>(refs);
        shown.keySet().removeIf(name -> name.startsWith(OWN));
        return shown;
    }
}
