package dev.longshore.builder;

import dev.longshore.project.manifest.Container.PullPolicy;
import dev.longshore.project.registry.RegistryLogin;
import dev.longshore.project.release.Image;
import java.util.List;
import java.util.Optional;

/**
 * A ready-made image that a release needs.
 *
 * @param logins that its registry may be asked with, to be tried in this order; none to ask as a stranger
 * @param live what the live release has under this name
 */
public record WantedImage(String reference, PullPolicy policy, List<RegistryLogin> logins, Optional<Image> live) {
    public WantedImage {
        logins = List.copyOf(logins);
    }

    /** One that a registry is asked for only when it isn't there. */
    public static WantedImage of(String reference) {
        return new WantedImage(reference, PullPolicy.IF_NOT_PRESENT, List.of(), Optional.empty());
    }
}
