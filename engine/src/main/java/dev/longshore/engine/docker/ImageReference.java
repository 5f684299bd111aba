package dev.longshore.engine.docker;

import dev.longshore.engine.EngineException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image's name in the syntax of the distribution specification, or an image's id, which has the same syntax.
 *
 * @param repository with the digest when there is one
 * @param tag empty only with a digest; {@code latest} when nothing else was written
 */
record ImageReference(String repository, Optional<String> tag) {
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final String HOST = "[A-Za-z0-9](?:[-.A-Za-z0-9]*[A-Za-z0-9])?(?::[0-9]{1,5})?";
    private static final Pattern SYNTAX = Pattern.compile("(?<name>(?:" + HOST + "/)?" + COMPONENT + "(?:/" + COMPONENT
            + ")*)(?::(?<tag>\\w[\\w.-]{0,127}))?(?<digest>@sha256:[0-9a-f]{64})?");
    private static final int MAX_LENGTH = 512;

    static ImageReference parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            throw new EngineException("\"" + text + "\" is not an image reference such as redis:7-alpine");
        }
        Optional<String> digest = Optional.ofNullable(matcher.group("digest"));
        Optional<String> tag = Optional.ofNullable(matcher.group("tag"));
        return digest.isPresent()
                ? new ImageReference(matcher.group("name") + digest.get(), Optional.empty())
                : new ImageReference(matcher.group("name"), Optional.of(tag.orElse("latest")));
    }
}
