package dev.longshore.server.push.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FairPermitsTest {
    private final FairPermits permits = new FairPermits(1);
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void environmentsTakeTurnsHoweverManyTasksEachHas() throws Exception {
        permits.of(1).acquire();
        for (int task = 1; task <= 4; task++) {
            waitFor(1, "large" + task);
        }
        waitFor(2, "small1");
        waitFor(3, "other1");
        waitFor(2, "small2");

        permits.of(1).release();

        Await.until("all had their turn", () -> order.size() == 7);
        assertThat(order).containsExactly("large1", "small1", "other1", "large2", "small2", "large3", "large4");
    }

    @Test
    void whoGivesUpTakesNoPermitWithIt() throws Exception {
        permits.of(1).acquire();
        Thread first = waitFor(1, "first");
        waitFor(2, "second");

        first.interrupt();
        first.join();
        permits.of(1).release();

        Await.until("the other one had its turn", () -> order.contains("second"));
        permits.of(9).acquire();
        assertThat(order).containsExactly("second");
    }

    /** Returns when the thread waits, so that the order of arrival is certain. */
    private Thread waitFor(long environment, String name) {
        Thread thread = new Thread(() -> {
            try {
                permits.of(environment).acquire();
                order.add(name);
                permits.of(environment).release();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        threads.add(thread);
        thread.start();
        Await.until(name + " waits", () -> thread.getState() == Thread.State.WAITING);
        return thread;
    }
}
