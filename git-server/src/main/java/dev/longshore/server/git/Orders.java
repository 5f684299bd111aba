package dev.longshore.server.git;

import dev.longshore.server.access.User;
import dev.longshore.server.log.LogText;
import dev.longshore.server.push.request.PushRequest;
import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.PushKind;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;

/** Turns a command that deploys, or does something else, into what the way of a push understands. */
final class Orders {
    private final StoredEnvironment environment;
    private final User user;
    private final ReleaseJournal releases;
    private final int keptReleases;
    private final Repository repository;
    private final DeployBranch branch;

    Orders(StoredEnvironment environment, User user, ReleaseJournal releases, int keptReleases, Repository repository) {
        this.environment = environment;
        this.user = user;
        this.releases = releases;
        this.keptReleases = keptReleases;
        this.repository = repository;
        this.branch = new DeployBranch(repository);
    }

    /** @param command a push to the deploy branch, or to a ref that is a verb */
    Order of(ReceiveCommand command, PushOptions options) throws IOException, RefusedPush {
        if (command.getType() == ReceiveCommand.Type.DELETE) {
            throw new RefusedPush("there is nothing to delete; push a commit to it");
        }
        PushKind kind = options.kind();
        if (kind == PushKind.DRY_RUN && options.detach()) {
            throw new RefusedPush("a dry run is what it says: detach would hide it");
        }
        Optional<Long> release = options.verb().flatMap(Verb::release);
        ObjectId commit = release.isPresent() ? commitOf(release.get()) : commit(command);
        Optional<ObjectId> forcedFrom = kind != PushKind.ROLLBACK
                        && kind != PushKind.DRY_RUN
                        && command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD
                ? Optional.of(command.getOldId())
                : Optional.empty();
        PushRequest request = new PushRequest(
                environment,
                kind,
                Verb.isVerb(command.getRefName()) ? deployRef(kind) : command.getRefName(),
                commit,
                subject(repository, commit),
                user.name(),
                release,
                forcedFrom);
        return new Order(command, request, options.detach());
    }

    /** The first line of a commit's message, through a tag if need be; empty for anything else. */
    static String subject(Repository repository, ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevObject object = walk.peel(walk.parseAny(id));
            return object instanceof RevCommit commit ? LogText.inOneLine(commit.getShortMessage()) : "";
        }
    }

    private String deployRef(PushKind kind) throws IOException, RefusedPush {
        Optional<String> decided = branch.decided();
        if (decided.isEmpty() && kind != PushKind.DRY_RUN) {
            throw new RefusedPush("nothing was deployed here yet; push master or main first");
        }
        return decided.orElse(Constants.R_HEADS + Constants.MASTER);
    }

    private ObjectId commitOf(long number) throws IOException, RefusedPush {
        LiveRelease release = releases.find(environment.id(), number)
                .orElseThrow(() -> new RefusedPush(
                        "there is no release " + number + " to go back to",
                        ReleaseLines.of(releases.newest(environment.id(), ReleaseLines.SHOWN), keptReleases)));
        ObjectId commit = ObjectId.fromString(release.release().commit());
        if (!repository.getObjectDatabase().has(commit)) {
            throw new RefusedPush("the commit of release " + number + " is no longer in the repository");
        }
        return commit;
    }

    /** A verb may name a tag: nothing stores it. */
    private ObjectId commit(ReceiveCommand command) throws IOException, RefusedPush {
        try (RevWalk walk = new RevWalk(repository)) {
            RevObject object = walk.peel(walk.parseAny(command.getNewId()));
            if (object instanceof RevCommit commit) {
                return commit.copy();
            }
        }
        throw new RefusedPush(Repository.shortenRefName(command.getRefName()) + " must be a commit");
    }
}
