package dev.longshore.server.push;

import dev.longshore.server.repository.DeployBranch;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Whether a push may still replace what the deploy branch is at, now that it is its turn. */
final class StaleCheck {
    private StaleCheck() {}

    /** Returns the deploy branch's tip, of which the commit is a descendant; empty when the branch doesn't exist yet. */
    static Optional<ObjectId> run(Repository repository, DeployBranch branch, PushRequest request)
            throws IOException, PushRejectedException {
        if (!branch.isDeployedFrom(request.ref())) {
            throw PushRejectedException.refused(
                    "what deploys is " + branch.displayName() + ", since a push that came before. Push to it instead.",
                    "only " + branch.displayName() + " deploys");
        }
        Optional<ObjectId> tip = branch.tip(request.ref());
        if (tip.isPresent() && !isDescendant(repository, tip.get(), request.commit())) {
            throw PushRejectedException.refused(
                    request.branch() + " is at " + tip.get().abbreviate(7).name()
                            + " now, which this commit doesn't build on. Fetch, merge or rebase, and push again.",
                    "stale: fetch first");
        }
        return tip;
    }

    private static boolean isDescendant(Repository repository, ObjectId ancestor, ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(walk.parseCommit(ancestor), walk.parseCommit(commit));
        }
    }
}
