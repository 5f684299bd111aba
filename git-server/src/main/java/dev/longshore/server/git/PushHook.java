package dev.longshore.server.git;

import dev.longshore.server.access.User;
import dev.longshore.server.log.LogText;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.push.ActivePush;
import dev.longshore.server.push.PushRequest;
import dev.longshore.server.push.PushService;
import dev.longshore.server.push.Verdict;
import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.store.StorageFault;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PostReceiveHook;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects one {@code git push} with the way of a push. For the deploy branch it is only a viewer: it hands the commit
 * over, shows the log until the verdict, and repeats the verdict as the command's result; the branch has been moved by
 * then, so that JGit has nothing to do. Other refs are stored by JGit and noted afterwards.
 */
final class PushHook implements PreReceiveHook, PostReceiveHook {
    private static final Logger LOG = LoggerFactory.getLogger(PushHook.class);

    private final StoredEnvironment environment;
    private final User user;
    private final PushService pushes;
    private final PushLogs logs;
    private Optional<ReceiveCommand> deployment = Optional.empty();

    PushHook(StoredEnvironment environment, User user, PushService pushes, PushLogs logs) {
        this.environment = environment;
        this.user = user;
        this.pushes = pushes;
        this.logs = logs;
    }

    @Override
    public void onPreReceive(ReceivePack receive, Collection<ReceiveCommand> commands) {
        try {
            boolean refused = refuse(receive, commands);
            // JGit fails the rest of an atomic push when one of its commands is rejected.
            if (deployment.isPresent() && !(refused && receive.isAtomic())) {
                deploy(receive, deployment.get());
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("a push to {} can't be handled", environment.name(), e);
            Optional<StorageFault> fault = StorageFault.of(e);
            fault.ifPresent(known -> receive.sendMessage("push refused: " + known.text() + "."));
            String reason = fault.map(StorageFault::what).orElse("internal error; the server's log has more");
            commands.stream()
                    .filter(command -> command.getResult() == ReceiveCommand.Result.NOT_ATTEMPTED)
                    .forEach(command -> reject(command, reason));
        }
    }

    @Override
    public void onPostReceive(ReceivePack receive, Collection<ReceiveCommand> commands) {
        for (ReceiveCommand command : commands) {
            if (deployment.isPresent() && deployment.get() == command) {
                continue;
            }
            try {
                note(receive, command);
            } catch (IOException | RuntimeException e) {
                LOG.error("{} of {} is stored, which can't be noted", command.getRefName(), environment.name(), e);
            }
        }
    }

    /** Rejects what can't be pushed, and finds the command that deploys; returns whether any was rejected. */
    private boolean refuse(ReceivePack receive, Collection<ReceiveCommand> commands) throws IOException {
        DeployBranch branch = new DeployBranch(receive.getRepository());
        boolean refused = false;
        for (ReceiveCommand command : commands) {
            Optional<String> reason = RefRules.reasonAgainst(command, branch, receive.getRevWalk());
            boolean deploys = branch.isDeployedFrom(command.getRefName());
            if (reason.isEmpty() && deploys && deployment.isPresent()) {
                reason = Optional.of("push master or main first: one of them becomes the branch that deploys");
            }
            if (reason.isPresent()) {
                reject(command, reason.get());
                refused = true;
            } else if (deploys) {
                deployment = Optional.of(command);
            }
        }
        return refused;
    }

    private void deploy(ReceivePack receive, ReceiveCommand command) throws IOException {
        ActivePush push;
        try {
            push = pushes.accept(
                    new PushRequest(
                            environment,
                            command.getRefName(),
                            command.getNewId(),
                            subject(receive, command.getNewId()),
                            user.name()),
                    receive.getRepository());
        } catch (IllegalStateException e) {
            reject(command, String.valueOf(e.getMessage()));
            return;
        }
        try {
            logs.copy(push.id(), 0, true, receive.getMessageOutputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reject(command, "the server is stopping; push " + push.id() + " tells when it is back");
            return;
        }
        Verdict verdict = push.awaitVerdict();
        if (verdict.accepted()) {
            command.setResult(ReceiveCommand.Result.OK);
        } else {
            reject(command, verdict.reason());
        }
    }

    private void note(ReceivePack receive, ReceiveCommand command) throws IOException {
        boolean deleted = command.getType() == ReceiveCommand.Type.DELETE;
        ObjectId id = deleted ? command.getOldId() : command.getNewId();
        long push = pushes.stored(environment, command.getRefName(), id, subject(receive, id), user.name());
        String kind = command.getRefName().startsWith(Constants.R_TAGS) ? "tag " : "branch ";
        receive.sendMessage("push " + push + ": " + (deleted ? "deleted " : "stored ") + kind
                + LogText.inOneLine(Repository.shortenRefName(command.getRefName())) + ". Only "
                + new DeployBranch(receive.getRepository()).displayName() + " deploys; nothing was deployed.");
        receive.getMessageOutputStream().flush();
    }

    /** The first line of a commit's message, through a tag if need be; empty for anything else. */
    private static String subject(ReceivePack receive, ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(receive.getRepository())) {
            RevObject object = walk.peel(walk.parseAny(id));
            return object instanceof RevCommit commit ? LogText.inOneLine(commit.getShortMessage()) : "";
        }
    }

    private static void reject(ReceiveCommand command, String reason) {
        command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, reason);
    }
}
