package dev.longshore.server.ssh;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.server.access.User;
import dev.longshore.server.git.GitServices;
import dev.longshore.server.git.RepositoryDoor;
import dev.longshore.server.git.RepositoryDoor.Intent;
import dev.longshore.server.limits.Admission;
import dev.longshore.server.limits.LimitExceededException;
import dev.longshore.server.limits.StreamGuard;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.StorageFault;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.SideBandOutputStream;
import org.eclipse.jgit.transport.UploadPack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fetch or push over a pair of streams. */
final class GitExchange {
    private static final Logger LOG = LoggerFactory.getLogger(GitExchange.class);
    private static final int PACKET_HEADER = 4;
    private static final String FLUSH_PACKET = "0000";

    private final RepositoryDoor door;
    private final Repositories repositories;
    private final GitServices services;

    GitExchange(RepositoryDoor door, Repositories repositories, GitServices services) {
        this.door = door;
        this.repositories = repositories;
        this.services = services;
    }

    /** The client's end. */
    record Client(InputStream in, OutputStream out, OutputStream err) {
        /** Git shows this as {@code fatal: remote error: <message>} (gitprotocol-pack(5), error packet). */
        void refuse(String message) throws IOException {
            new PacketLineOut(out).writeString("ERR " + message);
            out.flush();
        }

        /** Tells one that has been told the refs: from then on it listens for the report of its push (side band). */
        void refusePush(String message) throws IOException {
            SideBandOutputStream errors =
                    new SideBandOutputStream(SideBandOutputStream.CH_ERROR, SideBandOutputStream.SMALL_BUF, out);
            errors.write((message + "\n").getBytes(StandardCharsets.UTF_8));
            errors.flush();
            new PacketLineOut(out).end();
        }
    }

    /** Tells the client why it isn't served. */
    @FunctionalInterface
    private interface Refusal {
        void send(String message) throws IOException;
    }

    /** @return whether the user was let in */
    boolean fetch(EnvironmentName name, User user, Optional<String> protocol, Client client) throws IOException {
        Optional<RepositoryDoor.Entered> entered = enter(name, user, Intent.FETCH, client::refuse);
        if (entered.isEmpty()) {
            return false;
        }
        Optional<Admission.Admitted> admitted = admit(user, Intent.FETCH, client);
        if (admitted.isEmpty()) {
            return false;
        }
        try (Admission.Admitted connection = admitted.get();
                Repository repository = open(name)) {
            UploadPack upload = services.uploadPack(repository, user, protocol);
            upload.upload(client.in(), client.out(), client.err());
        }
        return true;
    }

    /** @return whether the user was let in; what became of the push, its client learns from Git's own report */
    boolean push(EnvironmentName name, User user, Client client) throws IOException {
        Optional<RepositoryDoor.Entered> entered = enter(name, user, Intent.ASK_BEFORE_PUSH, client::refuse);
        if (entered.isEmpty()) {
            return false;
        }
        Optional<Admission.Admitted> admitted = admit(user, Intent.PUSH, client);
        if (admitted.isEmpty()) {
            return false;
        }
        try (Admission.Admitted connection = admitted.get()) {
            Optional<StoredEnvironment> environment = entered.get().environment();
            return environment.isPresent()
                    ? pushTo(name, environment.get(), user, client)
                    : pushFirst(name, user, client);
        }
    }

    private boolean pushTo(EnvironmentName name, StoredEnvironment environment, User user, Client client)
            throws IOException {
        try (Repository repository = open(name)) {
            receive(services.receivePack(repository, Optional.of(environment), user), client);
        }
        return true;
    }

    /** The environment is made only when the client, which is told that it is empty, really brings something. */
    private boolean pushFirst(EnvironmentName name, User user, Client client) throws IOException {
        try (Repository empty = new InMemoryRepository(new DfsRepositoryDescription(name.value()))) {
            PacketLineOut out = new PacketLineOut(client.out());
            services.receivePack(empty, Optional.empty(), user).sendAdvertisedRefs(new PacketLineOutRefAdvertiser(out));
            out.flush();
        }
        PushbackInputStream in = new PushbackInputStream(client.in(), PACKET_HEADER);
        byte[] header;
        try (StreamGuard guard = services.receiveGuard()) {
            header = guard.guard(in).readNBytes(PACKET_HEADER);
        } catch (LimitExceededException e) {
            client.refusePush(String.valueOf(e.getMessage()));
            return false;
        }
        if (header.length < PACKET_HEADER || new String(header, StandardCharsets.US_ASCII).equals(FLUSH_PACKET)) {
            return true;
        }
        in.unread(header);
        Optional<RepositoryDoor.Entered> entered = enter(name, user, Intent.PUSH, client::refusePush);
        if (entered.isEmpty()) {
            return false;
        }
        try (Repository repository = open(name)) {
            ReceivePack receive = services.receivePack(repository, entered.get().environment(), user);
            // The refs have been told above.
            receive.setBiDirectionalPipe(false);
            receive(receive, new Client(in, client.out(), client.err()));
        }
        return true;
    }

    private static void receive(ReceivePack receive, Client client) throws IOException {
        receive.receive(client.in(), client.out(), client.err());
    }

    /** Before the client is told any refs, as it listens for a refusal only then. */
    private Optional<Admission.Admitted> admit(User user, Intent intent, Client client) throws IOException {
        try {
            return Optional.of(services.admit(user, intent));
        } catch (LimitExceededException e) {
            client.refuse(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<RepositoryDoor.Entered> enter(EnvironmentName name, User user, Intent intent, Refusal refusal)
            throws IOException {
        RepositoryDoor.Answer answer;
        try {
            answer = door.enter(name, user, intent);
        } catch (IOException | RuntimeException e) {
            Optional<StorageFault> fault = StorageFault.of(e);
            if (fault.isEmpty()) {
                throw e;
            }
            LOG.error("{} over SSH: {}", name, fault.get().what(), e);
            refusal.send(fault.get().text() + ".");
            return Optional.empty();
        }
        if (answer instanceof RepositoryDoor.Entered entered) {
            return Optional.of(entered);
        }
        if (answer instanceof RepositoryDoor.Refused refused) {
            refusal.send(refused.message());
        }
        return Optional.empty();
    }

    private Repository open(EnvironmentName name) throws IOException {
        return repositories
                .open(name.project())
                .orElseThrow(
                        () -> new RepositoryNotFoundException(name.project().value()));
    }
}
