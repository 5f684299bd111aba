package dev.longshore.server.push.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.progress.ProgressText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushProgressTest {
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final List<String> lines = new ArrayList<>();
    private final SetClock clock = new SetClock();
    private final PushProgress progress = new PushProgress(lines::add, lines::add, clock);

    @Test
    void aVerbIsShownOnceForLinesThatFollowEachOther() {
        progress.step(Verb.PLAN, "api", "build");
        progress.step(Verb.PLAN, "web", "reused");
        progress.output("api", "step 1");
        progress.step(Verb.PLAN, "worker", "as is");

        assertThat(lines)
                .containsExactly(
                        "plan     api        build",
                        "         web        reused",
                        "  api | step 1",
                        "plan     worker     as is");
    }

    @Test
    void whatGoesOnIsSaidOnlyAfterASilence() {
        try (PushProgress.Activity building = begin()) {
            progress.breakSilence(SILENCE);
            assertThat(lines).isEmpty();

            clock.now = clock.now.plusSeconds(15);
            progress.breakSilence(SILENCE);
            progress.breakSilence(SILENCE);

            assertThat(lines).singleElement().asString().matches("build    api        still building +15 s");
        }
    }

    @Test
    void whatHasEndedIsNotSaid() {
        begin().close();

        clock.now = clock.now.plusSeconds(15);
        progress.breakSilence(SILENCE);

        assertThat(lines).isEmpty();
    }

    @Test
    void aLineThatCanNotBeWrittenDoesNotEndThePush() {
        PushProgress onFullDisk = new PushProgress(
                line -> {
                    throw new UncheckedIOException(new IOException("no space left on device"));
                },
                lines::add,
                clock);

        assertThatCode(() -> onFullDisk.line("lost")).doesNotThrowAnyException();
    }

    private PushProgress.Activity begin() {
        return progress.begin(elapsed -> ProgressText.step(Verb.BUILD, "api", "still building", elapsed));
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.EPOCH;

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
