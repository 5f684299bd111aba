package dev.longshore.builder;

import java.util.Optional;

/**
 * An image that builds begin with or copy from, and what its name was found to mean.
 *
 * @param reference as Dockerfiles write it: {@code python:3.11-slim}
 * @param id of the image on the engine, {@code sha256:…}
 * @param digest by which its registry knows it, {@code sha256:…}; none for an image that was made on the engine
 * @param hasTriggers whether builds that begin with it do steps of its own ({@code ONBUILD})
 */
public record PinnedBase(String reference, String id, Optional<String> digest, boolean hasTriggers) {
    private static final String ALGORITHM = "sha256:";
    private static final int SHOWN_DIGITS = 12;
    private static final int SHORT_DIGITS = 7;

    /** Whether a name says itself which image it means, for ever. */
    public static boolean isFixed(String reference) {
        return reference.contains("@") || reference.startsWith(ALGORITHM);
    }

    /** For people: the start of the registry's digest, or else of the id. */
    public String shown() {
        return ALGORITHM + digits(SHOWN_DIGITS);
    }

    /** The same for where there is little room. */
    String shortId() {
        return digits(SHORT_DIGITS);
    }

    private String digits(int count) {
        String digits = digest.orElse(id).substring(ALGORITHM.length());
        return digits.substring(0, Math.min(digits.length(), count));
    }
}
