package dev.longshore.project.yaml;

/** Is told which fields a reader knows, whether they are written or not. */
@FunctionalInterface
public interface FieldObserver {
    FieldObserver NONE = (path, use) -> {};

    /**
     * May be told of a field several times; the last use in the order of {@link FieldUse} is what holds.
     *
     * @param path from the mapping that is observed, such as {@code spec.ports[].name}
     */
    void known(String path, FieldUse use);
}
