package dev.longshore.engine;

import java.util.List;
import java.util.Map;

/** The engine's named volumes. Removing one that is gone already is no error. */
public interface Volumes {
    /** Makes the volume unless it exists. */
    void ensure(String name, Map<String, String> labels);

    /** The names of the volumes that carry all these labels. */
    List<String> list(Map<String, String> labels);

    void remove(String name);
}
