package dev.longshore.server.git;

import dev.longshore.server.access.User;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.push.PushService;
import dev.longshore.server.repository.PushPins;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;

/** JGit's ends of a fetch and of a push, set up in the same way for every transport. */
public final class GitServices {
    private static final long MAX_OBJECT_BYTES = 512L * 1024 * 1024;
    private static final long MAX_PACK_BYTES = 1024L * 1024 * 1024;
    private static final long MAX_COMMAND_BYTES = 256L * 1024;

    private final PushService pushes;
    private final ReleaseJournal releases;
    private final PushLogs logs;

    public GitServices(PushService pushes, ReleaseJournal releases, PushLogs logs) {
        this.pushes = pushes;
        this.releases = releases;
        this.logs = logs;
    }

    /** @param protocol what the client says in the header or variable {@code Git-Protocol} */
    public UploadPack uploadPack(Repository repository, Optional<String> protocol) {
        UploadPack upload = new UploadPack(repository);
        upload.setRefFilter(PushPins::withoutPins);
        protocol.ifPresent(value -> upload.setExtraParameters(List.of(value.split(":", -1))));
        return upload;
    }

    /** @param environment empty when it isn't there yet and the client only asks what a push to it would find */
    public ReceivePack receivePack(Repository repository, Optional<StoredEnvironment> environment, User user) {
        ReceivePack receive = new ReceivePack(repository);
        receive.setRefFilter(PushPins::withoutPins);
        receive.setAllowPushOptions(true);
        receive.setCheckReceivedObjects(true);
        receive.setMaxObjectSizeLimit(MAX_OBJECT_BYTES);
        receive.setMaxPackSizeLimit(MAX_PACK_BYTES);
        receive.setMaxCommandBytes(MAX_COMMAND_BYTES);
        receive.setRefLogIdent(new PersonIdent(user.name(), user.name() + "@longshore"));
        environment.ifPresent(found -> {
            PushHook hook = new PushHook(found, user, pushes, releases, logs);
            receive.setPreReceiveHook(hook);
            receive.setPostReceiveHook(hook);
        });
        return receive;
    }
}
