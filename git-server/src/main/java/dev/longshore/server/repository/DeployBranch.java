package dev.longshore.server.repository;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The branch whose commits run: the repository's HEAD. The first push to {@code master} or {@code main} that becomes
 * live decides which of the two it is; until then both are candidates.
 */
public final class DeployBranch {
    private static final List<String> CANDIDATES =
            List.of(Constants.R_HEADS + Constants.MASTER, Constants.R_HEADS + "main");

    private final Repository repository;

    public DeployBranch(Repository repository) {
        this.repository = repository;
    }

    /** The full name of the branch, once a push has decided it. */
    public Optional<String> decided() throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        return head != null && head.getObjectId() != null
                ? Optional.of(head.getLeaf().getName())
                : Optional.empty();
    }

    /** Whether a push to this ref deploys. */
    public boolean isDeployedFrom(String ref) throws IOException {
        Optional<String> decided = decided();
        return decided.isPresent() ? decided.get().equals(ref) : CANDIDATES.contains(ref);
    }

    /** Whether a ref of this name would keep a branch that may deploy from being made: {@code master/x} and the like. */
    public static boolean isBelowCandidate(String ref) {
        return CANDIDATES.stream().anyMatch(candidate -> ref.startsWith(candidate + "/"));
    }

    /** Whether this could be the deploy branch of a new repository. */
    public static boolean isCandidate(String ref) {
        return CANDIDATES.contains(ref);
    }

    /** Makes another branch, which exists, the deploy branch. */
    public void change(String ref) throws IOException {
        link(ref);
    }

    /** The branch's short name for messages; {@code master or main} while it isn't decided. */
    public String displayName() throws IOException {
        return decided().map(Repository::shortenRefName).orElse("master or main");
    }

    /** The commit at the tip of a branch; empty when there is no such branch. */
    public Optional<ObjectId> tip(String ref) throws IOException {
        Ref found = repository.exactRef(ref);
        return found == null ? Optional.empty() : Optional.ofNullable(found.getObjectId());
    }

    /** Whether a commit is in the history of another one, or is that one. */
    public boolean isAncestor(ObjectId ancestor, ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(walk.parseCommit(ancestor), walk.parseCommit(commit));
        }
    }

    /**
     * Makes a branch the deploy branch, at this commit. Does nothing when it is there already.
     *
     * @throws IOException when the branch isn't at {@code expected} any more, or the commit doesn't descend from it
     */
    public void moveTo(String ref, Optional<ObjectId> expected, ObjectId commit, String reason) throws IOException {
        move(ref, expected, commit, reason, false);
    }

    /** {@link #moveTo} that may take the branch back or elsewhere. */
    public void forceTo(String ref, Optional<ObjectId> expected, ObjectId commit, String reason) throws IOException {
        move(ref, expected, commit, reason, true);
    }

    private void move(String ref, Optional<ObjectId> expected, ObjectId commit, String reason, boolean anywhere)
            throws IOException {
        if (!tip(ref).equals(Optional.of(commit))) {
            RefUpdate update = repository.updateRef(ref);
            update.setExpectedOldObjectId(expected.orElse(ObjectId.zeroId()));
            update.setNewObjectId(commit);
            update.setRefLogMessage(reason, false);
            update.setForceUpdate(anywhere);
            require(update, ref);
        }
        if (decided().isEmpty()) {
            link(ref);
        }
    }

    private void link(String ref) throws IOException {
        RefUpdate.Result result = repository.updateRef(Constants.HEAD).link(ref);
        if (result == RefUpdate.Result.IO_FAILURE || result == RefUpdate.Result.LOCK_FAILURE) {
            throw new IOException("HEAD can't be made to point to " + ref + ": " + result);
        }
    }

    private void require(RefUpdate update, String ref) throws IOException {
        RefUpdate.Result result;
        try (RevWalk walk = new RevWalk(repository)) {
            result = update.update(walk);
        }
        if (result != RefUpdate.Result.NEW
                && result != RefUpdate.Result.FAST_FORWARD
                && result != RefUpdate.Result.FORCED
                && result != RefUpdate.Result.NO_CHANGE) {
            throw new IOException(ref + " can't be moved: " + result);
        }
    }
}
