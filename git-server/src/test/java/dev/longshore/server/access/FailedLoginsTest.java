package dev.longshore.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private static final Optional<String> NOBODY = Optional.empty();

    private final Hand clock = new Hand();
    private final FailedLogins failures = new FailedLogins(clock);

    @Test
    void aFewMistakesCostNothing() {
        for (int i = 0; i < FailedLogins.BURST; i++) {
            assertThat(failures.note("10.0.0.1", Optional.of("asha"))).isEmpty();
        }
    }

    @Test
    void moreHaveToWaitAndOneMayFailAgainAfterEachRefill() {
        exhaust("10.0.0.1", NOBODY);

        assertThat(failures.note("10.0.0.1", NOBODY)).contains(FailedLogins.REFILL);
        clock.advance(FailedLogins.REFILL);
        assertThat(failures.note("10.0.0.1", NOBODY)).isEmpty();
        assertThat(failures.note("10.0.0.1", NOBODY)).isPresent();
    }

    @Test
    void whoGuessesForHoursIsNotShutOutForHoursAfterwards() {
        for (int i = 0; i < 10_000; i++) {
            failures.note("10.0.0.1", NOBODY);
        }
        clock.advance(FailedLogins.REFILL);

        assertThat(failures.note("10.0.0.1", NOBODY)).isEmpty();
    }

    @Test
    void oneAddressDoesNotCountForAnother() {
        exhaust("10.0.0.1", NOBODY);

        assertThat(failures.note("10.0.0.2", NOBODY)).isEmpty();
    }

    @Test
    void oneNameIsGuessedSlowlyFromManyAddresses() {
        for (int i = 0; i < FailedLogins.BURST; i++) {
            failures.note("10.0.1." + i, Optional.of("asha"));
        }

        assertThat(failures.note("10.0.2.1", Optional.of("asha"))).isPresent();
        assertThat(failures.note("10.0.2.2", Optional.of("vera"))).isEmpty();
    }

    @Test
    void memoryIsBoundedHoweverManyNamesAreTried() {
        String tail = "x".repeat(4000);
        for (int i = 0; i < 20_000; i++) {
            failures.note("10.0.0." + i, Optional.of(i + tail));
        }

        assertThat(failures.keys()).isEqualTo(FailedLogins.MAX_KEYS);
    }

    private void exhaust(String address, Optional<String> name) {
        for (int i = 0; i < FailedLogins.BURST; i++) {
            failures.note(address, name);
        }
    }

    /** A clock that is moved by hand. */
    private static final class Hand extends Clock {
        private Instant now = Instant.EPOCH;

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
