package dev.longshore.engine.docker;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts why Podman refuses something into Docker's words, which people know and the rest of Longshore looks for. */
final class PodmanWords {
    private static final List<Rule> RULES = List.of(
            rule("(?:container create: )?creating container storage: (the container name .*)", "$1"),
            rule(".*can only create exec sessions on running containers.*", "the container is not running"),
            rule(".*cannot exec in a container that is not running.*", "the container is not running"),
            rule(".*unable to find network with name or ID (\\S+): network not found", "network $1 not found"),
            rule(".* payload does not match any of the supported .* \\* docker-archive: (.*?)(?: \\* .*)?$", "$1"),
            rule("subnet (\\S+) is already used on the host.*", "pool $1 overlaps with another one"));

    private static final Pattern DEPENDENTS = Pattern.compile(
            "has dependent containers which must be removed before it: ([0-9a-f]{64}(?:, [0-9a-f]{64})*)");

    private PodmanWords() {}

    private record Rule(Pattern podman, String docker) {}

    private static Rule rule(String podman, String docker) {
        return new Rule(Pattern.compile(podman), docker);
    }

    /** The ids of those that share something with a container and keep it from being removed. */
    static List<String> dependents(String reason) {
        Matcher matcher = DEPENDENTS.matcher(reason);
        return matcher.find() ? List.of(matcher.group(1).split(", ")) : List.of();
    }

    /** Whether a container went while Podman gathered what it has to tell of it. */
    static boolean isGone(String reason) {
        return reason.endsWith("no such container");
    }

    /** @param reason one line, of either engine */
    static String inDockers(String reason) {
        for (Rule rule : RULES) {
            Matcher matcher = rule.podman().matcher(reason);
            if (matcher.matches()) {
                return matcher.replaceFirst(rule.docker());
            }
        }
        return reason;
    }
}
