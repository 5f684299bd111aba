package dev.longshore.server.git;

import dev.longshore.server.access.User;
import dev.longshore.server.log.LogText;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.push.PushService;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.Verdict;
import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StorageFault;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
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
    private final ReleaseJournal releases;
    private final PushLogs logs;
    private Optional<Order> order = Optional.empty();

    PushHook(StoredEnvironment environment, User user, PushService pushes, ReleaseJournal releases, PushLogs logs) {
        this.environment = environment;
        this.user = user;
        this.pushes = pushes;
        this.releases = releases;
        this.logs = logs;
    }

    @Override
    public void onPreReceive(ReceivePack receive, Collection<ReceiveCommand> commands) {
        try {
            explainStale(receive);
            order = sort(receive, commands);
            if (order.isPresent()) {
                carryOut(receive, order.get());
            }
        } catch (RefusedPush e) {
            e.explanation().forEach(receive::sendMessage);
            rejectAll(commands, e.reason());
        } catch (IOException | RuntimeException e) {
            LOG.error("a push to {} can't be handled", environment.name(), e);
            Optional<StorageFault> fault = StorageFault.of(e);
            fault.ifPresent(known -> receive.sendMessage("push refused: " + known.text() + "."));
            String reason = fault.map(StorageFault::what).orElse("internal error; the server's log has more");
            rejectAll(commands, reason);
        }
    }

    @Override
    public void onPostReceive(ReceivePack receive, Collection<ReceiveCommand> commands) {
        for (ReceiveCommand command : commands) {
            if (order.isPresent() && order.get().command() == command) {
                continue;
            }
            try {
                note(receive, command);
            } catch (IOException | RuntimeException e) {
                LOG.error("{} of {} is stored, which can't be noted", command.getRefName(), environment.name(), e);
            }
        }
    }

    /** A branch may have moved between the client's question where it is and its push, to the same commit even. */
    private static void explainStale(ReceivePack receive) throws IOException {
        DeployBranch branch = new DeployBranch(receive.getRepository());
        for (ReceiveCommand command : receive.getAllCommands()) {
            if (!JGitText.get().invalidOldIdSent.equals(command.getMessage())) {
                continue;
            }
            Optional<ObjectId> tip = branch.tip(command.getRefName());
            boolean isThere = tip.equals(Optional.of(command.getNewId()));
            if (isThere
                    && Optional.ofNullable(receive.getPushOptions())
                            .orElse(List.of())
                            .isEmpty()) {
                command.setResult(ReceiveCommand.Result.OK);
            } else {
                reject(command, "stale: fetch first");
            }
        }
    }

    /** Rejects what can't be accepted, and finds what is to be done besides storing refs. */
    private Optional<Order> sort(ReceivePack receive, Collection<ReceiveCommand> commands)
            throws IOException, RefusedPush {
        if (commands.isEmpty()) {
            return Optional.empty();
        }
        List<String> given = Optional.ofNullable(receive.getPushOptions()).orElse(List.of());
        PushOptions options = PushOptions.parse(given);
        Orders orders = new Orders(environment, user, releases, pushes.keptReleases(), receive.getRepository());
        DeployBranch branch = new DeployBranch(receive.getRepository());
        Optional<ReceiveCommand> verb = commands.stream()
                .filter(command -> Verb.isVerb(command.getRefName()))
                .findFirst();
        if (verb.isPresent()) {
            requireAlone(commands);
            return Optional.of(
                    orders.of(verb.get(), options.with(Verb.ofRef(verb.get().getRefName()))));
        }
        if (options.verb().isPresent()) {
            requireAlone(commands);
            ReceiveCommand command = commands.iterator().next();
            if (!branch.isDeployedFrom(command.getRefName())) {
                throw new RefusedPush("dry-run, rebuild and rollback are for " + branch.displayName());
            }
            if (options.kind().storesCommit()) {
                new RefRules(environment, branch, receive.getRevWalk()).require(command);
            }
            return Optional.of(orders.of(command, options));
        }
        List<ReceiveCommand> deploying = obeying(receive, commands, branch);
        boolean refused = commands.stream().anyMatch(command -> !isOpen(command));
        // JGit fails the rest of an atomic push when one of its commands is rejected.
        return deploying.isEmpty() || (refused && receive.isAtomic())
                ? Optional.empty()
                : Optional.of(orders.of(deploying.get(0), options));
    }

    /** Rejects commands against the rules; returns the one that deploys. */
    private List<ReceiveCommand> obeying(ReceivePack receive, Collection<ReceiveCommand> commands, DeployBranch branch)
            throws IOException {
        RefRules rules = new RefRules(environment, branch, receive.getRevWalk());
        List<ReceiveCommand> deploying = new ArrayList<>();
        for (ReceiveCommand command : commands) {
            try {
                rules.require(command);
                if (branch.isDeployedFrom(command.getRefName())) {
                    deploying.add(command);
                }
            } catch (RefusedPush e) {
                e.explanation().forEach(receive::sendMessage);
                reject(command, e.reason());
            }
        }
        if (deploying.size() > 1) {
            rejectAll(deploying, "push either master or main: it becomes the branch that deploys");
            return List.of();
        }
        return deploying;
    }

    private static void requireAlone(Collection<ReceiveCommand> commands) throws RefusedPush {
        if (commands.size() > 1) {
            throw new RefusedPush("dry-run, rebuild and rollback are pushed by themselves, without other refs");
        }
    }

    private void carryOut(ReceivePack receive, Order what) throws IOException {
        ReceiveCommand command = what.command();
        ActivePush push;
        try {
            push = pushes.accept(what.request(), receive.getRepository());
        } catch (IllegalStateException e) {
            reject(command, String.valueOf(e.getMessage()));
            return;
        }
        try {
            logs.copy(push.id(), 0, !what.detach(), receive.getMessageOutputStream());
        } catch (IOException e) {
            // The client has left or the log can't be read: neither changes what becomes of the push.
            LOG.info("the log of push {} isn't shown to its end: {}", push.id(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reject(command, "the server is stopping; hasura build list tells what became of the push");
            return;
        }
        if (what.detach()) {
            receive.sendMessage("push " + push.id() + " is accepted. Watch it: hasura build logs -f " + push.id());
            command.setResult(ReceiveCommand.Result.OK);
            return;
        }
        Verdict verdict = push.awaitVerdict();
        if (!verdict.accepted()) {
            reject(command, verdict.reason());
            return;
        }
        if (what.looksMoved()) {
            receive.sendMessage("(git shows " + what.request().branch() + " as moved to what you pushed."
                    + " It isn't: git fetch sets that right.)");
        }
        command.setResult(ReceiveCommand.Result.OK);
    }

    private void note(ReceivePack receive, ReceiveCommand command) throws IOException {
        boolean deleted = command.getType() == ReceiveCommand.Type.DELETE;
        ObjectId id = deleted ? command.getOldId() : command.getNewId();
        String ref = command.getRefName();
        String subject = Orders.subject(receive.getRepository(), id);
        long push = pushes.stored(environment, ref, id, subject, user.name());
        String kind = ref.startsWith(Constants.R_TAGS) ? "tag " : "branch ";
        String name = LogText.inOneLine(Repository.shortenRefName(ref));
        if (!deleted && DeployBranch.isCandidate(ref)) {
            receive.sendMessage("To deploy from " + name + " from now on: hasura environment set --deploy-branch "
                    + name + "    (as an administrator)");
        }
        receive.sendMessage("push " + push + ": " + (deleted ? "deleted " : "stored ") + kind + name + ". Only "
                + new DeployBranch(receive.getRepository()).displayName() + " deploys; nothing was deployed.");
        receive.getMessageOutputStream().flush();
    }

    private static boolean isOpen(ReceiveCommand command) {
        return command.getResult() == ReceiveCommand.Result.NOT_ATTEMPTED;
    }

    private static void rejectAll(Collection<ReceiveCommand> commands, String reason) {
        commands.stream().filter(PushHook::isOpen).forEach(command -> reject(command, reason));
    }

    private static void reject(ReceiveCommand command, String reason) {
        command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, reason);
    }
}
