package dev.longshore.server.git;

import java.io.IOException;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.transport.connectivity.FullConnectivityChecker;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdSubclassMap;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevFlag;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.transport.ConnectivityChecker;
import org.eclipse.jgit.transport.ReceiveCommand;

/**
 * Checks that everything that a push refers to came with it or is reachable from a ref that its user can see; objects that
 * are only there, such as those of refused pushes, don't count. JGit's own check is quick but takes an old file that comes
 * back for a missing one when the client didn't send it again, so where it objects the whole visible history decides.
 */
final class VisibleObjects implements ConnectivityChecker {
    private final ConnectivityChecker quick = new FullConnectivityChecker();

    @Override
    public void checkConnectivity(ConnectivityCheckInfo info, Set<ObjectId> visible, ProgressMonitor monitor)
            throws IOException {
        try {
            quick.checkConnectivity(info, visible, monitor);
        } catch (MissingObjectException e) {
            requireVisible(referencedOutside(info, visible), info, visible);
        }
    }

    /** What the pushed commits refer to and didn't bring. */
    private static ObjectIdSubclassMap<ObjectId> referencedOutside(ConnectivityCheckInfo info, Set<ObjectId> visible)
            throws IOException {
        ObjectIdSubclassMap<ObjectId> brought = info.getParser().getNewObjectIds();
        ObjectIdSubclassMap<ObjectId> outside = new ObjectIdSubclassMap<>();
        if (info.getParser().getBaseObjectIds() != null) {
            info.getParser().getBaseObjectIds().forEach(outside::addIfAbsent);
        }
        try (ObjectWalk walk = new ObjectWalk(info.getRepository())) {
            for (ReceiveCommand command : info.getCommands()) {
                if (command.getType() != ReceiveCommand.Type.DELETE && !visible.contains(command.getNewId())) {
                    walk.markStart(walk.parseAny(command.getNewId()));
                }
            }
            for (ObjectId id : visible) {
                walk.markUninteresting(walk.parseAny(id));
            }
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                if (!brought.contains(commit)) {
                    // Had it been visible, the walk would have left it out.
                    throw new MissingObjectException(commit.copy(), Constants.TYPE_COMMIT);
                }
            }
            for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
                if (!object.has(RevFlag.UNINTERESTING) && !brought.contains(object)) {
                    outside.addIfAbsent(object.copy());
                    if (object.getType() == Constants.OBJ_TREE) {
                        walk.skipTree();
                    }
                }
            }
        }
        return outside;
    }

    private static void requireVisible(
            ObjectIdSubclassMap<ObjectId> needed, ConnectivityCheckInfo info, Set<ObjectId> visible)
            throws IOException {
        ObjectIdSubclassMap<ObjectId> seen = new ObjectIdSubclassMap<>();
        try (ObjectWalk walk = new ObjectWalk(info.getRepository())) {
            for (ObjectId id : visible) {
                walk.markStart(walk.parseAny(id));
            }
            for (RevCommit commit = walk.next(); commit != null && seen.size() < needed.size(); commit = walk.next()) {
                addIfNeeded(commit, needed, seen);
            }
            for (RevObject object = walk.nextObject();
                    object != null && seen.size() < needed.size();
                    object = walk.nextObject()) {
                addIfNeeded(object, needed, seen);
            }
        }
        for (ObjectId id : needed) {
            if (!seen.contains(id)) {
                throw new MissingObjectException(id, "object");
            }
        }
    }

    private static void addIfNeeded(
            RevObject object, ObjectIdSubclassMap<ObjectId> needed, ObjectIdSubclassMap<ObjectId> seen) {
        if (needed.contains(object)) {
            seen.addIfAbsent(object.copy());
        }
    }
}
