package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.engine.testing.TinyRegistry;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real engine and a registry. */
@EngineTest
@Timeout(120)
class EngineBaseStoreTest {
    private final EngineSandbox sandbox = new EngineSandbox();
    private final RecordedProgress progress = new RecordedProgress();
    private final EngineBaseStore store =
            new EngineBaseStore(sandbox.engine().images(), new ForeignImages(Builds.SHOP));
    private TinyRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = TinyRegistry.start(sandbox.name("one"));
        sandbox.image(registry.reference());
    }

    @AfterEach
    void stop() throws IOException {
        registry.close();
        sandbox.close();
    }

    @Test
    void anImageThatIsGoneIsFetchedAgainByItsDigestThoughItsNameMeansAnother() throws InterruptedException {
        PinnedBase first = store.pull(registry.reference(), progress).orElseThrow();
        registry.publish(sandbox.name("two"));
        PinnedBase second = store.pull(registry.reference(), progress).orElseThrow();
        sandbox.engine().images().remove(first.id());

        assertThat(first.digest()).isPresent();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(store.provide(first, progress)).isTrue();
        assertThat(sandbox.engine().images().find(sandbox.image(first.id()))).isPresent();
        assertThat(store.find(registry.reference())).contains(second);
    }

    @Test
    void whatItsRegistryDoesNotHaveAnyMoreIsNotProvided() throws Exception {
        PinnedBase first = store.pull(registry.reference(), progress).orElseThrow();
        registry.close();
        sandbox.engine().images().remove(registry.reference());

        assertThat(store.provide(first, progress)).isFalse();
        assertThat(store.pull(registry.reference(), progress)).isEmpty();
        assertThat(store.find(registry.reference())).isEmpty();
    }

    @Test
    void whatIsNoNameMeansNothing() throws InterruptedException {
        assertThat(store.find("Not:a:name")).isEqualTo(Optional.empty());
        assertThat(store.pull("Not:a:name", progress)).isEmpty();
    }
}
