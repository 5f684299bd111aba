package dev.longshore.server.push;

import dev.longshore.server.repository.DeployBranch;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Makes another branch the one that deploys, which is safe only while it stands for the same commit. */
final class DeployBranchChange {
    private DeployBranchChange() {}

    /**
     * The caller sees to it that no push is on its way.
     *
     * @return why it can't be
     */
    static Optional<String> run(Repository repository, String name) throws IOException {
        String ref = Constants.R_HEADS + name;
        DeployBranch branch = new DeployBranch(repository);
        Optional<String> decided = branch.decided();
        if (decided.isEmpty()) {
            return Optional.of("nothing was deployed yet: the first push to master or main decides");
        }
        if (decided.get().equals(ref)) {
            return Optional.empty();
        }
        String old = Repository.shortenRefName(decided.get());
        Optional<ObjectId> tip = Repository.isValidRefName(ref) ? branch.tip(ref) : Optional.empty();
        if (tip.isEmpty()) {
            return Optional.of("there is no such branch; push it first: git push hasura " + old + ":<branch>");
        }
        if (!tip.equals(branch.tip(decided.get()))) {
            return Optional.of(name + " is at " + tip.get().abbreviate(7).name() + ", but " + old
                    + ", which deploys, is at another commit. Bring both to the same commit first");
        }
        branch.change(ref);
        return Optional.empty();
    }
}
