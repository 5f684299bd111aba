package dev.longshore.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private Instant now = Instant.EPOCH;
    private final RateLimit rate = new RateLimit(60, new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void anHoursWorthMayComeAtOnceAndThenOneAfterTheOther() {
        for (int i = 0; i < 60; i++) {
            assertThat(rate.take("asha")).isEmpty();
        }

        assertThat(rate.take("asha")).contains(Duration.ofMinutes(1));
        assertThat(rate.take("vera")).as("another user").isEmpty();
        now = now.plusSeconds(45);
        assertThat(rate.take("asha")).contains(Duration.ofSeconds(15));
        now = now.plusSeconds(15);
        assertThat(rate.take("asha")).isEmpty();
        assertThat(rate.take("asha")).isPresent();
    }

    @Test
    void aClockThatIsSetBackGivesNothingAndTakesNothing() {
        assertThat(rate.take("asha")).isEmpty();
        now = now.minusSeconds(3600);

        assertThat(rate.take("asha")).isEmpty();
    }
}
