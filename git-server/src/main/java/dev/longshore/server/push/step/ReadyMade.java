package dev.longshore.server.push.step;

import dev.longshore.builder.WantedImage;
import dev.longshore.project.manifest.Container.PullPolicy;
import dev.longshore.project.problem.Position;
import dev.longshore.project.registry.RegistryLogin;
import dev.longshore.project.release.Image;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who names an image that isn't built, and how it is to be had.
 *
 * @param container where that is written
 * @param logins of the pods that name it, for its registry
 */
record ReadyMade(String microservice, Position container, PullPolicy policy, List<RegistryLogin> logins) {
    ReadyMade {
        logins = List.copyOf(logins);
    }

    /** One image for both: the more eager policy holds, and either's logins will do. */
    ReadyMade and(ReadyMade other) {
        ReadyMade first = other.policy.compareTo(policy) < 0 ? other : this;
        return new ReadyMade(
                first.microservice,
                first.container,
                first.policy,
                Stream.concat(logins.stream(), other.logins.stream()).distinct().toList());
    }

    WantedImage wanted(String reference, Optional<Image> live) {
        return new WantedImage(reference, policy, RegistryLogin.forImage(reference, logins), live);
    }
}
