package dev.longshore.builder.same;

/** What came of building a case in one way. */
sealed interface BuildResult {
    record Made(ImageContents image) implements BuildResult {}

    record Refused(String reason) implements BuildResult {}
}
