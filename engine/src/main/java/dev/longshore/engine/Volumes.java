package dev.longshore.engine;

import java.util.List;
import java.util.Map;

/** The engine's named volumes. Removing one that is gone already is no error. */
public interface Volumes {
    /** Makes the volume unless it exists. */
    void ensure(String name, Map<String, String> labels);

    /** The names of the volumes that carry all these labels. */
    List<String> list(Map<String, String> labels);

    /** The volumes that carry all these labels. */
    List<Volume> describe(Map<String, String> labels);

    /** How many bytes each volume has on the disk, as far as the engine knows. It counts them, which takes its time. */
    Map<String, Long> sizes();

    void remove(String name);

    record Volume(String name, Map<String, String> labels) {}
}
