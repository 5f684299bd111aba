package dev.longshore.builder.stock;

import dev.longshore.project.name.EnvironmentName;
import java.util.List;

/** The images that were built for environments. */
public interface ImageStock {
    /** Those of one environment that nobody has given another name to, and that aren't only steps on the way to others. */
    List<BuiltImage> of(EnvironmentName environment);

    /**
     * Removes what isn't needed of an image, unless a container or another image needs it.
     *
     * @return whether the image is gone as a whole
     */
    boolean remove(Surplus surplus);
}
