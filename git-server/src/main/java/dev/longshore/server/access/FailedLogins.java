package dev.longshore.server.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts wrong credentials by client address and by user name, so that guessing is slow and seen. Only failures are
 * counted and only failures are refused: a valid token never waits for what others do from the same address or under the
 * same name. Memory is bounded by {@value #MAX_KEYS} keys, the log by a line a minute.
 */
public final class FailedLogins {
    /** As many may fail at once; one more after each {@link #REFILL}. */
    static final int BURST = 20;

    static final Duration REFILL = Duration.ofSeconds(3);
    static final int MAX_KEYS = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);
    private static final Duration LOG_PERIOD = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Key, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Bucket> eldest) {
            return size() > MAX_KEYS;
        }
    };
    private long unlogged;
    private OptionalLong loggedAt = OptionalLong.empty();

    public FailedLogins(Clock clock) {
        this.clock = clock;
    }

    private enum Kind {
        ADDRESS,
        NAME
    }

    /** @param hash of the text, as names may be long */
    private record Key(Kind kind, int hash) {}

    /** @param failures as a fraction they tell how much of the burst has come back by {@code at} */
    private record Bucket(double failures, long at) {}

    /**
     * Notes that credentials were wrong.
     *
     * @param name the user name that came with them, if one did
     * @return how long to wait before trying again, when there were too many
     */
    public synchronized Optional<Duration> note(String address, Optional<String> name) {
        long now = clock.millis();
        log(now, address);
        double failures = count(new Key(Kind.ADDRESS, address.hashCode()), now);
        if (name.isPresent()) {
            failures = Math.max(failures, count(new Key(Kind.NAME, name.get().hashCode()), now));
        }
        return failures <= BURST
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) Math.ceil((failures - BURST) * REFILL.toMillis())));
    }

    synchronized int keys() {
        return buckets.size();
    }

    /** What is refused isn't added: who goes on guessing isn't shut out for longer than {@link #REFILL}. */
    private double count(Key key, long now) {
        Bucket before = buckets.getOrDefault(key, new Bucket(0, now));
        double refilled = (double) (now - before.at()) / REFILL.toMillis();
        double failures = Math.max(0, before.failures() - refilled) + 1;
        buckets.put(key, new Bucket(Math.min(BURST, failures), now));
        return failures;
    }

    private void log(long now, String address) {
        unlogged++;
        if (loggedAt.isEmpty() || now - loggedAt.getAsLong() >= LOG_PERIOD.toMillis()) {
            LOG.warn("{} since the last such line, the newest from {}", failedLogins(unlogged), address);
            loggedAt = OptionalLong.of(now);
            unlogged = 0;
        }
    }

    private static String failedLogins(long count) {
        return count == 1 ? "1 failed login" : count + " failed logins";
    }
}
