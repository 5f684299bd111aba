package dev.longshore.builder;

import dev.longshore.project.progress.Progress;
import java.util.Optional;

/** The images that an environment's builds begin with, as the engine and their registries have them. */
public interface BaseStore {
    /** What the engine means by a name now; nothing too when the environment may not use it. */
    Optional<PinnedBase> find(String reference);

    /** What a name's registry means by it now, which the engine has then; nothing when none gives it. */
    Optional<PinnedBase> pull(String reference, Progress progress) throws InterruptedException;

    /** Whether the engine has this very image, or can get it again from its registry. */
    boolean provide(PinnedBase base, Progress progress) throws InterruptedException;
}
