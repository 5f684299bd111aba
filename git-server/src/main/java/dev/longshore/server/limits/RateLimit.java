package dev.longshore.server.limits;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A token bucket for each key: it holds as many tokens as may be taken in an hour, and fills evenly. Kept in memory: a
 * new start of the server fills all buckets.
 */
final class RateLimit {
    private static final int TIDY_AT = 10_000;

    private final int perHour;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new HashMap<>();

    private record Bucket(double tokens, long atMillis) {}

    RateLimit(int perHour, Clock clock) {
        this.perHour = perHour;
        this.clock = clock;
    }

    /** Takes a token; when there is none, tells how long it takes until there is one. */
    synchronized Optional<Duration> take(String key) {
        long now = clock.millis();
        if (buckets.size() > TIDY_AT) {
            buckets.values().removeIf(bucket -> tokens(bucket, now) >= perHour);
        }
        double tokens = tokens(buckets.getOrDefault(key, new Bucket(perHour, now)), now);
        if (tokens < 1) {
            return Optional.of(Duration.ofSeconds((long) Math.ceil((1 - tokens) * millisPerToken() / 1000)));
        }
        buckets.put(key, new Bucket(tokens - 1, now));
        return Optional.empty();
    }

    private double tokens(Bucket bucket, long now) {
        return Math.min(perHour, bucket.tokens() + Math.max(0, now - bucket.atMillis()) / millisPerToken());
    }

    private double millisPerToken() {
        return (double) Duration.ofHours(1).toMillis() / perHour;
    }
}
