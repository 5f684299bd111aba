package dev.longshore.project.dockerfile;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a build is started with.
 *
 * @param given values for {@code ARG}s
 * @param platform those of the names in {@link #PLATFORM} that are known; the others an engine may set
 */
public record BuildArguments(Map<String, String> given, Map<String, String> platform) {
    /** What an engine may set before the first stage; a stage has to declare them to use them. */
    public static final Set<String> PLATFORM = Set.of(
            "TARGETPLATFORM",
            "TARGETOS",
            "TARGETOSVERSION",
            "TARGETARCH",
            "TARGETVARIANT",
            "TARGETSTAGE",
            "BUILDPLATFORM",
            "BUILDOS",
            "BUILDOSVERSION",
            "BUILDARCH",
            "BUILDVARIANT");

    private static final Set<String> PROXY = Set.of("http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy");

    public static final BuildArguments NONE = new BuildArguments(Map.of(), Map.of());

    public BuildArguments {
        given = Map.copyOf(given);
        platform = Map.copyOf(platform);
    }

    /** Those of the given that every {@code RUN} has undeclared, and that no image keeps. */
    public Map<String, String> proxies() {
        return given.entrySet().stream()
                .filter(argument -> PROXY.contains(argument.getKey().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
