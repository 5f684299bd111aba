package dev.longshore.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.ProjectName;
import dev.longshore.project.release.Release;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that both take themselves for the only one of a data directory. */
class LeaseTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final EnvironmentName SHOP = new EnvironmentName(new ProjectName("shop"), "hasura");

    @TempDir
    Path directory;

    private Database first;
    private StoredEnvironment environment;
    private long push;

    @BeforeEach
    void start() {
        first = open();
        environment = new Environments(first, CLOCK).ensure(SHOP);
        push = new PushJournal(first, CLOCK)
                .queue(new PushJournal.Arrival(environment.id(), "master", "1".repeat(40), "One", "asha"));
    }

    @Test
    void aServerThatWasReplacedCommitsNoRelease() {
        ReleaseJournal releases = new ReleaseJournal(first, CLOCK);
        releases.begin(environment.id(), push, release());

        Database second = open();

        assertThatThrownBy(() -> releases.commit(environment.id(), push, 1))
                .isInstanceOf(LeaseLostException.class)
                .hasMessage("another server has taken over this data directory");
        assertThat(new ReleaseJournal(second, CLOCK).live(environment.id())).isEmpty();
    }

    @Test
    void aServerThatWasReplacedDecidesNothingAboutPushes() {
        PushJournal pushes = new PushJournal(first, CLOCK);
        ReleaseJournal releases = new ReleaseJournal(first, CLOCK);

        Database second = open();

        assertThatThrownBy(() -> pushes.running(push)).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> pushes.finish(push, PushState.FAILED, "no")).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> releases.begin(environment.id(), push, release()))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(first::requireLease).isInstanceOf(LeaseLostException.class);
        assertThat(new PushJournal(second, CLOCK).unfinished())
                .singleElement()
                .matches(row -> row.state() == PushState.QUEUED);
    }

    @Test
    void theServerThatCameLastGoesOnAndItsReleasesHaveALargerNumber() {
        new ReleaseJournal(first, CLOCK).begin(environment.id(), push, release());
        Database second = open();
        ReleaseJournal releases = new ReleaseJournal(second, CLOCK);

        releases.commit(environment.id(), push, 1);

        assertThat(releases.live(environment.id())).isPresent();
        assertThat(second.fence()).isGreaterThan(first.fence());
        long ofRelease = second.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT fence FROM releases")
                        .mapTo(Long.class)
                        .one());
        assertThat(ofRelease).isEqualTo(first.fence());
    }

    private Database open() {
        return Database.open(directory.resolve("longshore.db")).takeLease(CLOCK);
    }

    private static LiveRelease release() {
        return new LiveRelease(new Release(SHOP, 1, "1".repeat(40), Map.of(), List.of(), List.of()), Map.of());
    }
}
