package dev.longshore.server.git;

import dev.longshore.server.access.User;
import dev.longshore.server.limits.Admission;
import dev.longshore.server.limits.ByteSize;
import dev.longshore.server.limits.GitLimits;
import dev.longshore.server.limits.LimitExceededException;
import dev.longshore.server.limits.ReceivedObjects;
import dev.longshore.server.limits.StreamGuard;
import dev.longshore.server.maintenance.ReceiveActivity;
import dev.longshore.server.repository.PushPins;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator.SubmoduleValidationException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UnpackErrorHandler;
import org.eclipse.jgit.util.NB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JGit's end of a push, within {@link GitLimits}. What JGit can't limit by itself is checked where its protocol allows it:
 * the pack's header before room for its objects is made, the ways of the client's bytes, and whether a push may begin at
 * all, after its commands and before its objects.
 */
final class LimitedReceivePack extends ReceivePack {
    private static final Logger LOG = LoggerFactory.getLogger(LimitedReceivePack.class);

    /** {@code PACK}, version, number of objects, 4 bytes each (gitformat-pack). */
    private static final int PACK_HEADER = 12;

    /** A client makes its pack before it sends the first byte of it. */
    private static final int PACKING = 5;

    /** How long what a refused client still sends is read. */
    private static final Duration LINGERING = Duration.ofSeconds(30);

    private final Admission admission;
    private final Optional<StoredEnvironment> environment;
    private final User user;
    private final ReceiveActivity activity;
    private final ScheduledExecutorService timer;
    private Optional<StreamGuard> guard = Optional.empty();
    private Optional<PushbackInputStream> input = Optional.empty();
    private boolean checked;

    LimitedReceivePack(
            Repository repository,
            Optional<StoredEnvironment> environment,
            User user,
            Admission admission,
            ReceiveActivity activity,
            ScheduledExecutorService timer) {
        super(repository);
        this.admission = admission;
        this.environment = environment;
        this.user = user;
        this.activity = activity;
        this.timer = timer;
        this.connectivityChecker = new VisibleObjects();
        GitLimits limits = admission.limits();
        setObjectChecker(new ReceivedObjects(limits.pack()));
        setCheckReferencedObjectsAreReachable(true);
        setMaxObjectSizeLimit(limits.pack().objectBytes());
        setMaxPackSizeLimit(limits.pack().bytes());
        setMaxCommandBytes(limits.refs().commandBytes());
        UnpackErrorHandler status = getUnpackErrorHandler();
        setUnpackErrorHandler(failure -> refuse(failure, status));
    }

    @Override
    protected void init(InputStream in, OutputStream out, OutputStream messages) {
        GitLimits.Times times = admission.limits().times();
        StreamGuard watched = new StreamGuard(timer, times.idle(), times.receive(), false);
        PushbackInputStream pushback = new PushbackInputStream(watched.guard(in), PACK_HEADER);
        guard = Optional.of(watched);
        input = Optional.of(pushback);
        super.init(pushback, watched.guard(out), messages);
    }

    /** For a transport that has let the connection in: here its client could no longer be told why not. */
    @Override
    public void receive(InputStream in, OutputStream out, OutputStream messages) throws IOException {
        try {
            super.receive(in, out, messages);
        } finally {
            guard.ifPresent(StreamGuard::close);
        }
    }

    @Override
    public void receiveWithExceptionPropagation(InputStream in, OutputStream out, OutputStream messages)
            throws IOException {
        try (Admission.Admitted connection = enter()) {
            super.receiveWithExceptionPropagation(in, out, messages);
        } catch (UnpackException e) {
            // The HTTP servlet doesn't send what is left of an answer that ends so.
            out.flush();
            throw e;
        } catch (PacketLineIn.InputOverLimitIOException e) {
            throw new PackProtocolException(
                    "the list of refs of this push is larger than "
                            + ByteSize.text(admission.limits().refs().commandBytes()) + ", which is the limit",
                    e);
        } finally {
            guard.ifPresent(StreamGuard::close);
        }
    }

    private Admission.Admitted enter() throws PackProtocolException {
        try {
            return admission.push(user);
        } catch (LimitExceededException e) {
            throw new PackProtocolException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    protected void receivePackAndCheckConnectivity() throws IOException, SubmoduleValidationException {
        checkOnce();
        GitLimits.Times times = admission.limits().times();
        try (ReceiveActivity.Receiving receiving = begin(times.idle())) {
            awaitPack();
            try (Admission.Admitted pack = admission.pack(user, times.idle())) {
                super.receivePackAndCheckConnectivity();
            }
        }
    }

    private ReceiveActivity.Receiving begin(Duration patience) throws IOException {
        Set<ObjectId> tips = getAllCommands().stream()
                .map(command -> command.getNewId().copy())
                .collect(Collectors.toUnmodifiableSet());
        try {
            return activity.begin(getRepository().getDirectory().toPath(), tips, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another push of the same commit was received");
        }
    }

    /** A push that only deletes refs has no pack, so that only its hook can be stopped. */
    PreReceiveHook after(PreReceiveHook hook) {
        return (receive, commands) -> {
            try {
                checkOnce();
                hook.onPreReceive(receive, commands);
            } catch (IOException e) {
                String reason = String.valueOf(e.getMessage());
                commands.forEach(command -> command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, reason));
            }
        };
    }

    private void checkOnce() throws IOException {
        if (!checked && environment.isPresent()) {
            checked = true;
            checkRefs();
            admission.checkPush(environment.get(), user);
        }
    }

    private void checkRefs() throws IOException {
        GitLimits.Refs limits = admission.limits().refs();
        int commands = getAllCommands().size();
        if (commands > limits.perPush()) {
            throw new LimitExceededException("the push has " + commands + " refs, more than " + limits.perPush()
                    + ", which is the limit; push fewer branches and tags at once");
        }
        long created = getAllCommands().stream()
                .filter(command -> command.getType() == ReceiveCommand.Type.CREATE)
                .count();
        if (created > 0) {
            long kept = PushPins.withoutPins(getAdvertisedRefs()).size();
            if (kept + created > limits.perRepository()) {
                throw new LimitExceededException("the repository would have " + (kept + created)
                        + " branches and tags, more than " + limits.perRepository()
                        + ", which is the limit; delete some with \"git push --delete\" first");
            }
        }
    }

    /** Reads the pack's header and gives it back. */
    private void awaitPack() throws IOException {
        PushbackInputStream pack = input.orElseThrow();
        GitLimits limits = admission.limits();
        guard.ifPresent(watched -> watched.allowIdle(limits.times().idle().multipliedBy(PACKING)));
        byte[] header = pack.readNBytes(PACK_HEADER);
        guard.ifPresent(watched -> watched.allowIdle(limits.times().idle()));
        if (header.length == PACK_HEADER && new String(header, 0, 4, StandardCharsets.US_ASCII).equals("PACK")) {
            long objects = NB.decodeUInt32(header, 8);
            if (objects > limits.pack().objects()) {
                throw new LimitExceededException("the push has " + objects + " objects, more than "
                        + limits.pack().objects() + ", which is the limit; push the history in parts");
            }
        }
        pack.unread(header);
    }

    /**
     * Tells the client why its objects aren't taken: at once, for one that only listens while it sends, and when it has
     * sent all, as its result.
     */
    private void refuse(Throwable failure, UnpackErrorHandler status) throws IOException {
        Optional<String> reason = ReceiveFailures.explain(failure, admission.limits());
        if (reason.isEmpty()) {
            LOG.error("a push of {} can't be unpacked", user.name(), failure);
        }
        String message = "push refused: " + reason.orElse("internal error; the server's log has more");
        sendMessage(message);
        getMessageOutputStream().flush();
        drain();
        status.handleUnpackException(new IOException("refused", failure));
    }

    /** A connection that is closed while its client sends is reset, and the client then loses what it was told. */
    private void drain() {
        byte[] buffer = new byte[8192];
        long end = System.nanoTime() + LINGERING.toNanos();
        try {
            InputStream rest = input.orElseThrow();
            while (System.nanoTime() < end && rest.read(buffer) >= 0) {
                // Nobody wants it.
            }
        } catch (IOException e) {
            LOG.debug("the rest of a refused push is lost", e);
        }
    }
}
