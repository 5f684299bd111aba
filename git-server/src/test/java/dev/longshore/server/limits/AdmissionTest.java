package dev.longshore.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.server.access.Role;
import dev.longshore.server.access.User;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final StoredEnvironment SHOP =
            new StoredEnvironment(1, EnvironmentName.of("shop", "hasura").orElseThrow(), false);
    private static final User ASHA = new User("asha", Role.DEPLOYER);
    private static final long GIB = 1L << 30;

    @Test
    void aDiskBelowAGibibyteIsNearlyFull() {
        assertThatThrownBy(() -> pushWith(() -> new DiskSpace.Room(GIB - 1, 2 * GIB)))
                .hasMessage(
                        "the server's disk is nearly full (1024 MiB free, 1 GiB are needed), and it holds no images that could be"
                                + " spared; whoever runs the server must make room");
        assertThatCode(() -> pushWith(() -> new DiskSpace.Room(GIB, 2 * GIB))).doesNotThrowAnyException();
    }

    @Test
    void roomIsMadeBeforeAPushIsRefusedForWantOfIt() {
        AtomicLong free = new AtomicLong(GIB - 1);
        AtomicInteger made = new AtomicInteger();
        Runnable spareABit = () -> free.addAndGet(made.incrementAndGet());

        assertThatCode(() -> pushWith(() -> new DiskSpace.Room(free.get(), 2 * GIB), spareABit))
                .doesNotThrowAnyException();
        assertThatCode(() -> pushWith(() -> new DiskSpace.Room(free.get(), 2 * GIB), spareABit))
                .doesNotThrowAnyException();
        assertThat(made).hasValue(1);
        free.set(GIB - 3);
        assertThatThrownBy(() -> pushWith(() -> new DiskSpace.Room(free.get(), 2 * GIB), spareABit))
                .hasMessageContaining("nearly full");
        assertThat(made).hasValue(2);
    }

    @Test
    void aLargeDiskBelowFivePercentIsNearlyFull() {
        assertThatThrownBy(() -> pushWith(() -> new DiskSpace.Room(40 * GIB, 1000 * GIB)))
                .hasMessageContaining("nearly full (40 GiB free, 50 GiB are needed)");
    }

    @Test
    void aDiskThatCanNotBeAskedRefusesNothing() {
        assertThatCode(() -> pushWith(() -> {
                    throw new UncheckedIOException(new IOException("gone"));
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void aUserHasNoMoreFetchesAtOnceThanTheLimit() throws Exception {
        Admission admission = new Admission(
                GitLimits.DEFAULT.withTraffic(traffic -> traffic.withFetchesOfUser(1)),
                () -> new DiskSpace.Room(GIB, GIB),
                () -> {},
                Clock.systemUTC());

        try (Admission.Admitted first = admission.fetch(ASHA)) {
            assertThatThrownBy(() -> admission.fetch(ASHA))
                    .hasMessage("asha has 1 fetches going on already; try again when one of them has ended");
        }
        assertThatCode(() -> admission.fetch(ASHA).close()).doesNotThrowAnyException();
    }

    @Test
    void oneUserUnpacksAtMostHalfOfThePushesAtOnce() throws Exception {
        Admission admission =
                new Admission(GitLimits.DEFAULT, () -> new DiskSpace.Room(GIB, GIB), () -> {}, Clock.systemUTC());
        Duration patience = Duration.ofMillis(50);

        try (Admission.Admitted first = admission.pack(ASHA, patience);
                Admission.Admitted second = admission.pack(ASHA, patience)) {
            assertThatThrownBy(() -> admission.pack(ASHA, patience))
                    .hasMessageStartingWith("the server has been unpacking 2 other pushes of asha for ");
            assertThatCode(() -> admission
                            .pack(new User("ben", Role.DEPLOYER), patience)
                            .close())
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> admission.pack(ASHA, patience).close()).doesNotThrowAnyException();
    }

    private static void pushWith(DiskSpace disk, Runnable makeRoom) throws LimitExceededException {
        new Admission(GitLimits.DEFAULT, disk, makeRoom, Clock.systemUTC()).checkPush(SHOP, ASHA);
    }

    private static void pushWith(DiskSpace disk) throws LimitExceededException {
        pushWith(disk, () -> {});
    }
}
