package dev.longshore.builder;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says that an image is neither on the engine nor to be had, and what to do about it. */
final class MissingImage {
    private static final Pattern FROM = Pattern.compile("(?i)FROM\\s+(?:--\\S+\\s+)*(?<image>\\S+).*", Pattern.DOTALL);

    /** How engines say that they found no way to a registry. */
    private static final Pattern UNREACHABLE = Pattern.compile(
            "(?i).*(no such host|dial tcp|connection refused|i/o timeout|network is unreachable|server misbehaving).*",
            Pattern.DOTALL);

    /** How registries say no; to strangers they say the same of images that are there. */
    private static final Pattern UNKNOWN = Pattern.compile(
            "(?i).*(pull access denied|not found|manifest unknown|repository does not exist|requested access).*",
            Pattern.DOTALL);

    private MissingImage() {}

    /** Whether a step of a Dockerfile is one that fetches an image. */
    static boolean isFetchedBy(String step) {
        return FROM.matcher(step.strip()).matches();
    }

    /** @param step for which {@link #isFetchedBy} holds */
    static String describeStep(String step, String reason) {
        Matcher from = FROM.matcher(step.strip());
        return describe(from.matches() ? from.group("image") : step, reason);
    }

    /** @param reason the engine's words */
    static String describe(String reference, String reason) {
        String why = reason;
        if (UNREACHABLE.matcher(reason).matches()) {
            why = "it isn't on the engine and its registry can't be reached";
        } else if (UNKNOWN.matcher(reason).matches()) {
            why = "it isn't on the engine, and the registry has no such image or wants a login";
        }
        return "there is no image " + reference + ": " + why + "; check its name, or bring it with: docker pull "
                + reference;
    }
}
