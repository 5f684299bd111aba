package dev.longshore.server.ssh;

import dev.longshore.server.access.RequestsAtOnce;
import dev.longshore.server.access.SshKeys;
import dev.longshore.server.access.SshPublicKey;
import dev.longshore.server.git.GitServices;
import dev.longshore.server.git.RepositoryDoor;
import dev.longshore.server.repository.Repositories;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.forward.DefaultForwarderFactory;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;

/** The SSH door, on the loopback address only: Git for those whose key is known, and nothing else. */
public final class GitSsh implements AutoCloseable {
    private static final Duration AUTHENTICATION = Duration.ofSeconds(30);

    /** Longer than any silence of a push that goes on: those have a heartbeat of seconds. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    /** How long answers may take to reach their end when the server stops: a push's verdict must. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private static final int MAX_ATTEMPTS = 10;
    private static final int MAX_CHANNELS = 10;

    private final Listener listener;
    private final List<KeyPair> hostKeys;
    // Whoever watches a push holds a thread.
    private final ExecutorService threads;

    private GitSsh(Listener listener, List<KeyPair> hostKeys, ExecutorService threads) {
        this.listener = listener;
        this.hostKeys = hostKeys;
        this.threads = threads;
    }

    /** The repositories that are served, and for whom. */
    public record Repertoire(
            SshKeys keys,
            RequestsAtOnce requests,
            RepositoryDoor door,
            Repositories repositories,
            GitServices services) {}

    /**
     * Listens from now on.
     *
     * @param port 0 lets the system choose
     * @param hostKeys the directory of the server's own keys, which are made when they aren't there
     * @throws IllegalStateException when the port is taken or a key can't be read; the message is meant for a person
     */
    public static GitSsh start(int port, Path hostKeys, Repertoire repertoire, Clock clock) throws IOException {
        List<KeyPair> pairs = new HostKeys(hostKeys).load();
        AtomicInteger count = new AtomicInteger();
        ExecutorService threads =
                Executors.newCachedThreadPool(task -> new Thread(task, "ssh-" + count.incrementAndGet()));
        GitExchange exchange = new GitExchange(repertoire.door(), repertoire.repositories(), repertoire.services());
        Commands commands = new Commands(repertoire.keys(), repertoire.requests(), exchange, threads);
        Listener listener = listener(pairs, repertoire.keys(), commands);
        listener.addSessionListener(new Newcomers(clock));
        listener.setPort(port);
        try {
            listener.start();
        } catch (IOException e) {
            listener.close(true);
            throw new IllegalStateException(
                    "port " + port + " can't be listened on for SSH: " + e.getMessage()
                            + "; choose another with --ssh-port",
                    e);
        }
        return new GitSsh(listener, pairs, threads);
    }

    private static Listener listener(List<KeyPair> hostKeys, SshKeys keys, Commands commands) {
        ServerBuilder builder = Algorithms.applyTo(ServerBuilder.builder())
                .factory(Listener::new)
                .channelFactories(List.of(GitChannel.factory()))
                .globalRequestHandlers(List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE))
                .forwardingFilter(RejectAllForwardingFilter.INSTANCE)
                .forwarderFactory(DefaultForwarderFactory.INSTANCE)
                .publickeyAuthenticator((user, key, session) -> keys.isKnown(SshPublicKey.fingerprint(key)));
        if (!(builder.build() instanceof Listener server)) {
            throw new IllegalStateException("the builder makes what its factory does");
        }
        server.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
        server.setUserAuthFactories(List.of(new VerifiedKeyAuthentication.Factory()));
        server.setCommandFactory(commands);
        server.setShellFactory(commands);
        server.setSubsystemFactories(List.of());
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "Longshore");
        CoreModuleProperties.AUTH_TIMEOUT.set(server, AUTHENTICATION);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, IDLE);
        CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(server, IDLE);
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, MAX_ATTEMPTS);
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, MAX_CHANNELS);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(server, true);
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        return server;
    }

    public int port() {
        return listener.getPort();
    }

    /** {@code ssh://git@localhost:2222}, without a '/' at its end. */
    public String url() {
        return "ssh://git@localhost:" + port();
    }

    /** As {@code ssh} shows them when it asks whether to trust a server. */
    public List<String> fingerprints() {
        return hostKeys.stream()
                .map(pair -> SshPublicKey.fingerprint(pair.getPublic()))
                .toList();
    }

    /** Takes no more connections; those that are open go on. */
    public void stopAccepting() {
        listener.stopAccepting();
    }

    /** Lets what is being said be said to its end, for a few seconds, and ends all connections. */
    @Override
    public void close() throws InterruptedException {
        threads.shutdown();
        boolean silent = threads.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        try {
            if (silent) {
                listener.endSessions(LAST_WORDS);
            }
            listener.close(true).await(LAST_WORDS);
        } catch (IOException e) {
            throw new IllegalStateException("SSH connections can't be ended", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Sshd's server, which can stop to listen without ending its connections. */
    private static final class Listener extends SshServer {
        private void stopAccepting() {
            if (acceptor != null) {
                acceptor.unbind();
            }
        }

        /** Closes the channels first, whose exit codes would else be lost with their connections. */
        private void endSessions(Duration limit) throws IOException {
            if (acceptor == null) {
                return;
            }
            long end = System.nanoTime() + limit.toNanos();
            List<CloseFuture> closing = getActiveSessions().stream()
                    .map(session -> session.close(false))
                    .toList();
            for (CloseFuture session : closing) {
                session.await(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        }
    }
}
