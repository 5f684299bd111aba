package dev.longshore.project.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images that a login is for, by an entry's name in {@code auths} of a Docker configuration: {@code ghcr.io},
 * {@code registry.example.com:5000/team}, {@code *.example.com} or {@code https://index.docker.io/v1/}.
 *
 * @param host with the port when one is written; {@code *} stands for any part of one label
 * @param path what repositories begin with; empty for all
 */
public record RegistryScope(String host, String path) {
    private static final Pattern SYNTAX =
            Pattern.compile("(?:https?://)?(?<host>[A-Za-z0-9*](?:[A-Za-z0-9*.-]{0,252}[A-Za-z0-9*])?(?::[0-9]{1,5})?)"
                    + "(?:/+(?:v[12](?=/|$))?(?<path>[a-z0-9._/-]{0,255}))?");

    /** Empty when the text names no registry. */
    static Optional<RegistryScope> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String path = Optional.ofNullable(matcher.group("path")).orElse("").replaceAll("^/+|/+$", "");
        return Optional.of(new RegistryScope(ImageAddress.canonical(matcher.group("host")), path));
    }

    boolean contains(ImageAddress image) {
        return hostPattern().matcher(image.host()).matches()
                && (path.isEmpty() || (image.repository() + "/").startsWith(path + "/"));
    }

    private Pattern hostPattern() {
        String labels = Pattern.quote(host).replace("*", "\\E[^.:]*\\Q");
        return Pattern.compile(labels, Pattern.CASE_INSENSITIVE);
    }

    @Override
    public String toString() {
        return path.isEmpty() ? host : host + "/" + path;
    }
}
