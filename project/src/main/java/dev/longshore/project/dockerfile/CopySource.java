package dev.longshore.project.dockerfile;

/** One thing that {@code COPY} or {@code ADD} brings into an image. */
public sealed interface CopySource {
    /** A path or pattern of the context, a stage or an image; for {@code ADD} also a URL. */
    record Path(String path) implements CopySource {}

    /** A file that is written in the Dockerfile itself. */
    record Inline(Heredoc heredoc) implements CopySource {}
}
