package dev.longshore.project.registry;

import java.util.Comparator;
import java.util.List;

/**
 * A name and a password for a registry. {@code toString} shows neither.
 *
 * @param secret the name of the Secret that has it
 */
public record RegistryLogin(String secret, RegistryScope scope, String username, String password) {
    private static final Comparator<RegistryLogin> CLOSEST_FIRST = Comparator.comparingInt(
                    (RegistryLogin login) -> login.scope().path().length())
            .reversed();

    /** Those of {@code logins} that are for an image; first those that are for the fewest others. */
    public static List<RegistryLogin> forImage(String reference, List<RegistryLogin> logins) {
        ImageAddress image = ImageAddress.of(reference);
        return logins.stream()
                .filter(login -> login.scope().contains(image))
                .distinct()
                .sorted(CLOSEST_FIRST)
                .toList();
    }

    @Override
    public String toString() {
        return "the login of Secret \"" + secret + "\" for " + scope;
    }
}
