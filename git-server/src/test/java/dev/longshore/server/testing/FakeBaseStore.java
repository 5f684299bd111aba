package dev.longshore.server.testing;

import dev.longshore.builder.BaseStore;
import dev.longshore.builder.PinnedBase;
import dev.longshore.project.progress.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Base images that an engine or a registry is said to have. It has none of its own. */
public final class FakeBaseStore implements BaseStore {
    private final Map<String, PinnedBase> onEngine = new ConcurrentHashMap<>();
    private final Set<String> images = ConcurrentHashMap.newKeySet();
    private final Map<String, PinnedBase> atRegistry = new ConcurrentHashMap<>();

    /** Makes the engine mean an image by a name. */
    public void put(String reference, String id) {
        onEngine.put(reference, new PinnedBase(reference, id, Optional.empty(), false));
        images.add(id);
    }

    /** Makes an image be gone, whatever its name means now. */
    public void lose(String id) {
        images.remove(id);
    }

    /** Makes a registry mean an image by a name. */
    public void publish(String reference, String id) {
        atRegistry.put(reference, new PinnedBase(reference, id, Optional.of(id), false));
    }

    @Override
    public Optional<PinnedBase> find(String reference) {
        return Optional.ofNullable(onEngine.get(reference));
    }

    @Override
    public Optional<PinnedBase> pull(String reference, Progress progress) {
        Optional<PinnedBase> image = Optional.ofNullable(atRegistry.get(reference));
        image.ifPresent(known -> {
            onEngine.put(reference, known);
            images.add(known.id());
        });
        return image;
    }

    @Override
    public boolean provide(PinnedBase base, Progress progress) {
        return images.contains(base.id());
    }
}
