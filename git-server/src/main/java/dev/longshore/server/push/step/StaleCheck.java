package dev.longshore.server.push.step;

import dev.longshore.server.push.request.PushRejectedException;
import dev.longshore.server.push.request.PushRequest;
import dev.longshore.server.repository.DeployBranch;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Whether a push may still replace what the deploy branch is at, now that it is its turn. */
public final class StaleCheck {
    private StaleCheck() {}

    /** Returns the deploy branch's tip, which the commit may replace; empty when the branch doesn't exist yet. */
    public static Optional<ObjectId> run(Repository repository, DeployBranch branch, PushRequest request)
            throws IOException, PushRejectedException {
        requireDeployBranch(branch, request);
        Collection<String> inTheWay = repository.getRefDatabase().getConflictingNames(request.ref());
        if (!inTheWay.isEmpty()) {
            String names = inTheWay.stream().map(Repository::shortenRefName).collect(Collectors.joining(", "));
            throw PushRejectedException.refused(
                    request.branch() + " can't be made while there is " + names
                            + ". Delete what is in the way (git push --delete), and push again.",
                    names + " is in the way");
        }
        Optional<ObjectId> tip = branch.tip(request.ref());
        if (request.forcedFrom().isPresent() && !request.forcedFrom().equals(tip)) {
            throw PushRejectedException.refused(
                    request.branch() + " is at " + name(tip) + " now, no longer at " + name(request.forcedFrom())
                            + " as when you pushed. Fetch, look at what is new, and push again.",
                    "stale: fetch first");
        }
        if (request.forcedFrom().isEmpty() && tip.isPresent() && !branch.isAncestor(tip.get(), request.commit())) {
            throw PushRejectedException.refused(
                    request.branch() + " is at " + name(tip)
                            + " now, which this commit doesn't build on. Fetch, merge or rebase, and push again.",
                    "stale: fetch first");
        }
        return tip;
    }

    /** The branch may have been decided, or chosen anew, while the push waited. */
    public static void requireDeployBranch(DeployBranch branch, PushRequest request)
            throws IOException, PushRejectedException {
        if (!branch.isDeployedFrom(request.ref())) {
            throw PushRejectedException.refused(
                    "what deploys is " + branch.displayName() + ", since this push was sent. Push to it instead.",
                    "only " + branch.displayName() + " deploys");
        }
    }

    private static String name(Optional<ObjectId> commit) {
        return commit.map(id -> id.abbreviate(7).name()).orElse("nothing");
    }
}
