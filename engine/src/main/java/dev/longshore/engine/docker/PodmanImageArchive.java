package dev.longshore.engine.docker;

import dev.longshore.engine.EngineException;
import dev.longshore.engine.docker.TarStream.Entry;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An archive with the layers of the base, which Podman wants to see again: it gives them away itself. */
final class PodmanImageArchive implements TarStream.Entries {
    private final PodmanExport base;
    private final Set<String> missing;
    private final ImageArchive own;

    /** @param own all that the archive has besides */
    PodmanImageArchive(PodmanExport base, List<String> layers, ImageArchive own) {
        this.base = base;
        this.missing = new HashSet<>(layers);
        this.own = own;
    }

    @Override
    public Optional<Entry> next() throws IOException {
        if (!missing.isEmpty()) {
            Entry layer = base.next(missing)
                    .orElseThrow(
                            () -> new EngineException("the engine gave away the base without its layers " + missing));
            missing.remove(layer.name());
            return Optional.of(layer);
        }
        return own.next();
    }

    @Override
    public void close() throws IOException {
        base.close();
    }
}
