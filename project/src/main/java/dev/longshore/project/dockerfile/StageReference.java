package dev.longshore.project.dockerfile;

/** What the name of a base, of {@code COPY --from} or of a mount's {@code from} stands for. */
public sealed interface StageReference {
    /** A stage before the one that names it. */
    record OfStage(int number) implements StageReference {}

    record OfImage(String reference) implements StageReference {}

    /** The empty image. */
    record OfNothing() implements StageReference {}

    /** Only an engine, or nobody, can tell which image that is. */
    record Unclear(String written) implements StageReference {}
}
