package dev.longshore.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.testing.Await;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ImageLocksTest {
    private static final long SHOP = 1;
    private static final long BLOG = 2;

    private final ImageLocks locks = new ImageLocks();

    @Test
    void nothingIsRemovedFromAnEnvironmentWhileAnyPushToItGoesOn() throws Exception {
        try (ImageLocks.Held push = locks.use(SHOP);
                ImageLocks.Held dryRun = locks.use(SHOP)) {
            assertThat(removal(SHOP)).isFalse();
            assertThat(removal(BLOG)).isTrue();
        }
        assertThat(removal(SHOP)).isTrue();
    }

    @Test
    void aRemovalSeesThatAPushWaitsForItsEnd() throws Exception {
        CompletableFuture<Boolean> began = new CompletableFuture<>();
        Thread push = new Thread(() -> {
            try (ImageLocks.Held use = locks.use(SHOP)) {
                began.complete(true);
            } catch (InterruptedException e) {
                began.completeExceptionally(e);
            }
        });

        try (ImageLocks.Held removal = locks.remove(SHOP).orElseThrow()) {
            assertThat(removal.isAwaited()).isFalse();
            push.start();
            Await.until("the push's waiting", removal::isAwaited);
            assertThat(began).isNotDone();
        }

        assertThat(began.get(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Whether something may be removed, asked by somebody who holds nothing yet. */
    private boolean removal(long environment) throws Exception {
        return CompletableFuture.supplyAsync(() -> {
                    Optional<ImageLocks.Held> held = locks.remove(environment);
                    held.ifPresent(ImageLocks.Held::close);
                    return held.isPresent();
                })
                .get(10, TimeUnit.SECONDS);
    }
}
