package dev.longshore.server.push.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskGroupTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TaskGroup<String> group = new TaskGroup<>(threads, new FairPermits(2).of(1), "failed"::equals);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void resultsComeInTheOrderOfTheTasks() throws Exception {
        assertThat(group.runAll(List.of(() -> "a", () -> "b", () -> "c")))
                .containsExactly(Optional.of("a"), Optional.of("b"), Optional.of("c"));
    }

    @Test
    void aFailureStopsWhatRunsAndHasWaitedForItsEnd() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        Callable<String> endless = () -> {
            try {
                started.countDown();
                new CountDownLatch(1).await();
                return "never";
            } finally {
                ended.incrementAndGet();
            }
        };
        Callable<String> failing = () -> {
            started.await();
            return "failed";
        };

        List<Optional<String>> results = group.runAll(List.of(endless, failing));

        assertThat(results).containsExactly(Optional.empty(), Optional.of("failed"));
        assertThat(ended).hasValue(1);
    }

    @Test
    void whatATaskThrowsIsThrownAfterAllHaveEnded() {
        assertThatThrownBy(() -> group.runAll(List.of(
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        () -> "fine")))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }
}
