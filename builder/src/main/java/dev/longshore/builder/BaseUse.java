package dev.longshore.builder;

import java.util.Optional;

/**
 * That a Dockerfile begins with an image, or copies from it.
 *
 * @param reference as it writes it
 * @param id of the image that this means; empty while nobody knows
 */
public record BaseUse(String reference, Optional<String> id) {}
