package dev.longshore.builder;

import dev.longshore.engine.EngineException;
import dev.longshore.project.registry.ImageAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells a registry that refuses a login, or wants one, from one that doesn't have an image. */
final class RegistryRefusal {
    private static final Pattern LOGIN = Pattern.compile(
            "(?i).*(unauthorized|authentication required|no basic auth credentials|incorrect username or password"
                    + "|\\b401\\b).*",
            Pattern.DOTALL);

    private RegistryRefusal() {}

    static boolean isOfLogin(EngineException failure) {
        return LOGIN.matcher(Optional.ofNullable(failure.getMessage()).orElse(""))
                .matches();
    }

    /** Why an image couldn't be fetched, and what to do. */
    static String describe(WantedImage wanted, EngineException failure) {
        String reference = wanted.reference();
        if (!isOfLogin(failure)) {
            return MissingImage.describe(reference, String.valueOf(failure.getMessage()));
        }
        String registry = "registry " + ImageAddress.of(reference).host();
        return wanted.logins().isEmpty()
                ? registry + " wants a login for image " + reference
                        + ", and no Secret of the pod's imagePullSecrets has one for it"
                : registry + " refuses "
                        + String.join(
                                " and ",
                                wanted.logins().stream().map(Object::toString).toList())
                        + " for image " + reference + "; correct the username and the password";
    }
}
