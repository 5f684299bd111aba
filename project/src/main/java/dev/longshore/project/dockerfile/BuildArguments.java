package dev.longshore.project.dockerfile;

import java.util.Map;
import java.util.Set;

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

    /** Those that every {@code RUN} gets undeclared when they are given, and no image keeps. */
    public static final Set<String> PROXY = Set.of(
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "FTP_PROXY",
            "ftp_proxy",
            "NO_PROXY",
            "no_proxy",
            "ALL_PROXY",
            "all_proxy");

    public static final BuildArguments NONE = new BuildArguments(Map.of(), Map.of());

    public BuildArguments {
        given = Map.copyOf(given);
        platform = Map.copyOf(platform);
    }
}
