package dev.longshore.server.git;

import dev.longshore.server.access.User;
import dev.longshore.server.limits.Admission;
import dev.longshore.server.limits.GitLimits;
import dev.longshore.server.limits.LimitExceededException;
import dev.longshore.server.limits.StreamGuard;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.maintenance.ReceiveActivity;
import dev.longshore.server.push.PushService;
import dev.longshore.server.repository.PushPins;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;

/** JGit's ends of a fetch and of a push, set up in the same way and within the same limits for every transport. */
public final class GitServices implements AutoCloseable {
    private final PushService pushes;
    private final ReleaseJournal releases;
    private final PushLogs logs;
    private final Admission admission;
    private final ReceiveActivity activity;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "git-timeouts");
        thread.setDaemon(true);
        return thread;
    });

    public GitServices(
            PushService pushes, ReleaseJournal releases, PushLogs logs, Admission admission, ReceiveActivity activity) {
        this.pushes = pushes;
        this.releases = releases;
        this.logs = logs;
        this.admission = admission;
        this.activity = activity;
    }

    /** Lets the connection of a fetch in, or of a push, which may then watch the push to its end. */
    public Admission.Admitted admit(User user, RepositoryDoor.Intent intent) throws LimitExceededException {
        return intent == RepositoryDoor.Intent.FETCH ? admission.fetch(user) : admission.push(user);
    }

    /** Ends reads from a client that is silent for longer than it may be while it pushes. */
    public StreamGuard receiveGuard() {
        GitLimits.Times times = admission.limits().times();
        return new StreamGuard(timer, times.idle(), times.receive(), false);
    }

    /** @param protocol what the client says in the header or variable {@code Git-Protocol} */
    public UploadPack uploadPack(Repository repository, User user, Optional<String> protocol) {
        UploadPack upload = new LimitedUploadPack(repository, user, admission, timer);
        upload.setRefFilter(PushPins::withoutPins);
        protocol.ifPresent(value -> upload.setExtraParameters(List.of(value.split(":", -1))));
        return upload;
    }

    /** @param environment empty when it isn't there yet and the client only asks what a push to it would find */
    public ReceivePack receivePack(Repository repository, Optional<StoredEnvironment> environment, User user) {
        LimitedReceivePack receive = new LimitedReceivePack(repository, environment, user, admission, activity, timer);
        receive.setRefFilter(PushPins::withoutPins);
        receive.setAllowPushOptions(true);
        receive.setRefLogIdent(new PersonIdent(user.name(), user.name() + "@longshore"));
        environment.ifPresent(found -> {
            PushHook hook = new PushHook(found, user, pushes, releases, logs);
            receive.setPreReceiveHook(receive.after(hook));
            receive.setPostReceiveHook(hook);
        });
        return receive;
    }

    /** Ends what watches connections; those that are open are watched no more. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
