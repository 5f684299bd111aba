package dev.longshore.server.git;

import dev.longshore.server.repository.DeployBranch;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;

/** Which refs may be pushed, and how. */
final class RefRules {
    private RefRules() {}

    /** Why a command can't be accepted. */
    static Optional<String> reasonAgainst(ReceiveCommand command, DeployBranch branch, RevWalk walk)
            throws IOException {
        String ref = command.getRefName();
        if (!ref.startsWith(Constants.R_HEADS) && !ref.startsWith(Constants.R_TAGS)) {
            return Optional.of("only branches and tags can be pushed");
        }
        if (DeployBranch.isBelowCandidate(ref) && command.getType() != ReceiveCommand.Type.DELETE) {
            return Optional.of("a branch can't be below master or main, which deploy; choose another name");
        }
        if (!branch.isDeployedFrom(ref)) {
            return Optional.empty();
        }
        String name = Repository.shortenRefName(ref);
        if (command.getType() == ReceiveCommand.Type.DELETE) {
            return Optional.of(name + " is what runs; it can't be deleted");
        }
        if (command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD) {
            return Optional.of("force pushes to " + name + " aren't possible: commits that run would be lost");
        }
        return walk.parseAny(command.getNewId()) instanceof RevCommit
                ? Optional.empty()
                : Optional.of(name + " must be a commit");
    }
}
