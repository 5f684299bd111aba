package dev.longshore.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReceiveActivityTest {
    private static final Path SHOP = Path.of("shop.git");
    private static final Duration PATIENT = Duration.ofMinutes(5);
    private static final ObjectId ONE = ObjectId.fromString("1".repeat(40));
    private static final ObjectId TWO = ObjectId.fromString("2".repeat(40));

    private final ReceiveActivity activity = new ReceiveActivity();

    @Test
    void equalPushesAreReceivedOneAfterTheOther() throws Exception {
        ReceiveActivity.Receiving first = activity.begin(SHOP, Set.of(ONE), PATIENT);
        CountDownLatch begun = new CountDownLatch(1);
        Thread twin = new Thread(() -> receive(begun));
        twin.start();
        Await.until("the twin waits", () -> twin.getState() == Thread.State.TIMED_WAITING);
        assertThat(begun.getCount()).isEqualTo(1);

        first.close();

        begun.await();
        twin.join();
        assertThat(activity.isQuiet(SHOP)).isTrue();
    }

    @Test
    void otherPushesDoNotWait() throws Exception {
        try (ReceiveActivity.Receiving first = activity.begin(SHOP, Set.of(ONE), PATIENT);
                ReceiveActivity.Receiving commit = activity.begin(SHOP, Set.of(TWO), PATIENT);
                ReceiveActivity.Receiving project = activity.begin(Path.of("blog.git"), Set.of(ONE), PATIENT)) {
            assertThat(activity.isQuiet(SHOP)).isFalse();
        }
        assertThat(activity.isQuiet(SHOP)).isTrue();
    }

    @Test
    void patienceHasAnEnd() throws Exception {
        try (ReceiveActivity.Receiving first = activity.begin(SHOP, Set.of(ONE), PATIENT);
                ReceiveActivity.Receiving twin = activity.begin(SHOP, Set.of(ONE), Duration.ofMillis(1))) {
            assertThat(activity.isQuiet(SHOP)).isFalse();
        }
    }

    private void receive(CountDownLatch begun) {
        try (ReceiveActivity.Receiving receiving = activity.begin(SHOP, Set.of(ONE), PATIENT)) {
            begun.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
