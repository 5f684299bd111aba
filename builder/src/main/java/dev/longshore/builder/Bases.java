package dev.longshore.builder;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the names of base images mean for an environment.
 *
 * @param held what holds since earlier pushes, by name
 * @param taken what a push would have hold besides or instead
 */
public record Bases(Map<String, PinnedBase> held, Map<String, PinnedBase> taken) {
    public static final Bases NONE = new Bases(Map.of(), Map.of());

    public Bases {
        held = Map.copyOf(held);
        taken = Map.copyOf(taken);
    }

    public static Bases of(Map<String, PinnedBase> held) {
        return new Bases(held, Map.of());
    }

    public Optional<PinnedBase> find(String reference) {
        return Optional.ofNullable(taken.getOrDefault(reference, held.get(reference)));
    }

    /** What a name meant before, if the push gives it another image. */
    public Optional<PinnedBase> replaced(String reference) {
        Optional<PinnedBase> now = Optional.ofNullable(taken.get(reference));
        return Optional.ofNullable(held.get(reference))
                .filter(before -> now.isPresent() && !now.get().id().equals(before.id()));
    }

    public Bases with(PinnedBase base) {
        Map<String, PinnedBase> more = new HashMap<>(taken);
        more.put(base.reference(), base);
        return new Bases(held, more);
    }
}
