package dev.longshore.server.push;

import dev.longshore.server.repository.DeployBranch;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

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
        Collection<String> inTheWay = repository.getRefDatabase().getConflictingNames(request.ref());
        if (!inTheWay.isEmpty()) {
            String names = inTheWay.stream().map(Repository::shortenRefName).collect(Collectors.joining(", "));
            throw PushRejectedException.refused(
                    request.branch() + " can't be made while there is " + names
                            + ". Delete what is in the way (git push --delete), and push again.",
                    names + " is in the way");
        }
        Optional<ObjectId> tip = branch.tip(request.ref());
        if (tip.isPresent() && !branch.isAncestor(tip.get(), request.commit())) {
            throw PushRejectedException.refused(
                    request.branch() + " is at " + tip.get().abbreviate(7).name()
                            + " now, which this commit doesn't build on. Fetch, merge or rebase, and push again.",
                    "stale: fetch first");
        }
        return tip;
    }
}
