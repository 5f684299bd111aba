package dev.longshore.builder;

import java.util.List;

/** What was built for an environment before. */
public interface EarlierImages {
    EarlierImages NONE = inputs -> List.of();

    /** The names of the images that were made from the same, whichever microservice they were made for; newest first. */
    List<String> of(String inputs);
}
