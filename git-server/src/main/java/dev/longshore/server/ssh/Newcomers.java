package dev.longshore.server.ssh;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that haven't authenticated. When there are too many, the oldest has to go: who means well is through
 * within a moment, and so is never kept out by those who only hold connections open. Failures are counted for the log,
 * which so has a line a minute of them at most.
 */
final class Newcomers implements SessionListener {
    static final int MAX = 100;
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Newcomers.class);

    private final Clock clock;
    private final Deque<Session> waiting = new ArrayDeque<>();
    private Instant lastLine = Instant.EPOCH;
    private long failures;

    Newcomers(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void sessionCreated(Session session) {
        Session oldest = session;
        synchronized (this) {
            waiting.addLast(session);
            if (waiting.size() > MAX) {
                oldest = waiting.removeFirst();
            }
        }
        if (oldest != session) {
            oldest.close(true);
            fail();
        }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            leave(session);
        }
    }

    @Override
    public void sessionClosed(Session session) {
        if (leave(session)) {
            fail();
        }
    }

    private synchronized boolean leave(Session session) {
        return waiting.remove(session);
    }

    private synchronized void fail() {
        failures++;
        Instant now = clock.instant();
        if (lastLine.plus(BETWEEN_LINES).isBefore(now)) {
            LOG.info("SSH connections that have ended without authentication: {}", failures);
            lastLine = now;
            failures = 0;
        }
    }
}
