package dev.longshore.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine's named volumes. Removing one that is gone already is no error. */
public interface Volumes {
    /** Makes the volume unless it exists. */
    void ensure(String name, Map<String, String> labels);

    /**
     * Makes a volume, unless it exists, that is kept in memory and whose content is gone when no running container mounts it.
     *
     * @param sizeBytes the most that it holds; empty for half of the machine's memory
     */
    void ensureInMemory(String name, Map<String, String> labels, Optional<Long> sizeBytes);

    /** The names of the volumes that carry all these labels. */
    List<String> list(Map<String, String> labels);

    /** The volumes that carry all these labels. */
    List<Volume> describe(Map<String, String> labels);

    /** How many bytes each volume has on the disk, as far as the engine knows. It counts them, which takes its time. */
    Map<String, Long> sizes();

    void remove(String name);

    record Volume(String name, Map<String, String> labels) {}
}
