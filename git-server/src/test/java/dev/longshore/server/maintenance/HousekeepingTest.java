package dev.longshore.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.name.ProjectName;
import dev.longshore.server.access.Role;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.Database;
import dev.longshore.server.store.EndedPushes;
import dev.longshore.server.store.Environments;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What housekeeping does and when, with clocks that are set forward. */
class HousekeepingTest {
    @TempDir
    Path directory;

    private final ReceiveActivity activity = new ReceiveActivity();
    private TestServer server;

    @BeforeEach
    void pushOneThatIsLiveAndOneThatIsRefused() throws Exception {
        server = TestServer.start(directory);
        GitClient git = SampleProject.write(server.git("shop", "asha", Role.DEPLOYER), "1");
        git.commit("One");
        assertThat(git.push("master").exitCode()).isZero();
        git.write("hasura.yaml", "broken: [").commit("Broken");
        assertThat(git.push("master").exitCode()).isNotZero();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void afterTwoWeeksOnlyPinsOfReleasesAreKept() throws Exception {
        assertThat(pins()).hasSize(2);

        twoRoundsADayApartAfter(Duration.ofDays(13));
        assertThat(pins()).hasSize(2);

        twoRoundsADayApartAfter(Duration.ofDays(15));
        assertThat(pins()).containsExactly("refs/longshore/push/1");
    }

    @Test
    void aRepositoryThatReceivesAPushIsLeftAlone() throws Exception {
        Path repository = server.data().resolve("repositories/shop.git");
        try (ReceiveActivity.Receiving receiving = activity.begin(repository, Set.of(), Duration.ZERO)) {
            twoRoundsADayApartAfter(Duration.ofDays(15));
            assertThat(pins()).hasSize(2);
        }
        twoRoundsADayApartAfter(Duration.ofDays(15));
        assertThat(pins()).hasSize(1);
    }

    @Test
    void aFailureIsHarmless() throws Exception {
        Path pid = server.data().resolve("repositories/shop.git/gc.pid");
        Files.createDirectory(pid);

        twoRoundsADayApartAfter(Duration.ofDays(15));

        Files.delete(pid);
        GitClient git = SampleProject.write(server.git("shop", "asha", Role.DEPLOYER), "2");
        git.succeed("fetch", "-q", "hasura", "master");
        git.succeed("reset", "-q", "--soft", "FETCH_HEAD");
        git.commit("Two");
        assertThat(git.push("master").exitCode()).isZero();
    }

    /** The first round only notes that the repository is there. */
    private void twoRoundsADayApartAfter(Duration later) throws Exception {
        SteppingClock clock = new SteppingClock(later.minusDays(1));
        Database database = Database.open(server.data().resolve("longshore.db"));
        try (Housekeeping housekeeping = new Housekeeping(
                new Environments(database, clock),
                new EndedPushes(database),
                new Repositories(server.data().resolve("repositories")),
                activity,
                clock)) {
            housekeeping.runRound();
            clock.forward(Duration.ofDays(1));
            housekeeping.runRound();
        }
    }

    private List<String> pins() throws IOException {
        try (Repository repository = new Repositories(server.data().resolve("repositories"))
                .open(new ProjectName("shop"))
                .orElseThrow()) {
            return repository.getRefDatabase().getRefsByPrefix("refs/longshore/").stream()
                    .map(Ref::getName)
                    .sorted()
                    .toList();
        }
    }

    /** A clock that can be set forward. */
    private static final class SteppingClock extends Clock {
        private Duration offset;

        private SteppingClock(Duration offset) {
            this.offset = offset;
        }

        private void forward(Duration by) {
            offset = offset.plus(by);
        }

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
            return Clock.systemUTC().instant().plus(offset);
        }
    }
}
