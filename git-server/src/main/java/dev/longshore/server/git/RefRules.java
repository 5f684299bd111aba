package dev.longshore.server.git;

import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;

/** Which refs may be pushed, and how. */
final class RefRules {
    private static final int MAX_BYTES = 200;

    /** Git itself forbids less: names with C1 controls or characters that reorder text are valid to it. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N}._/+@#=-]+");

    private final StoredEnvironment environment;
    private final DeployBranch branch;
    private final RevWalk walk;

    RefRules(StoredEnvironment environment, DeployBranch branch, RevWalk walk) {
        this.environment = environment;
        this.branch = branch;
        this.walk = walk;
    }

    void require(ReceiveCommand command) throws IOException, RefusedPush {
        String ref = command.getRefName();
        if (!ref.startsWith(Constants.R_HEADS) && !ref.startsWith(Constants.R_TAGS)) {
            throw new RefusedPush("only branches and tags can be pushed");
        }
        boolean deleted = command.getType() == ReceiveCommand.Type.DELETE;
        if (!deleted) {
            requireName(ref);
        }
        if (!branch.isDeployedFrom(ref)) {
            return;
        }
        if (deleted) {
            throw new RefusedPush(
                    Repository.shortenRefName(ref) + " is what runs; it can't be deleted",
                    List.of(
                            "To delete " + Repository.shortenRefName(ref) + ", deploy from another branch first:",
                            "  hasura environment set --deploy-branch <branch>    (as an administrator)"));
        }
        requireCommit(Repository.shortenRefName(ref), command.getNewId());
        if (command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD && !environment.allowsForcePush()) {
            refuseForce(Repository.shortenRefName(ref));
        }
    }

    private static void requireName(String ref) throws RefusedPush {
        if (!PLAIN.matcher(ref).matches() || ref.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new RefusedPush("a ref's name is made of letters, digits and . _ / + @ # = -, at most " + MAX_BYTES
                    + " bytes of them");
        }
        if (DeployBranch.isBelowCandidate(ref)) {
            throw new RefusedPush("a branch can't be below master or main, which deploy; choose another name");
        }
    }

    private void requireCommit(String name, ObjectId id) throws IOException, RefusedPush {
        RevObject object = walk.parseAny(id);
        if (object instanceof RevTag) {
            throw new RefusedPush(
                    name + " must be a commit, and this is an annotated tag",
                    List.of("To deploy what the tag stands for: git push "
                            + environment.name().alias() + " '<tag>^{commit}':" + name));
        }
        if (!(object instanceof RevCommit)) {
            throw new RefusedPush(name + " must be a commit");
        }
    }

    private void refuseForce(String name) throws RefusedPush {
        throw new RefusedPush(
                "force pushes to " + name + " are refused: commits that run would be dropped",
                List.of(
                        "To undo what runs: git push " + environment.name().alias()
                                + " HEAD:refs/do/rollback/<release>, or git revert and push.",
                        "To allow force pushes: hasura environment set --force-push allow    (as an administrator)"));
    }
}
