package dev.longshore.project.registry;

import java.util.Set;

/**
 * Where an image is fetched from, as Docker reads its name: {@code redis:7} is {@code library/redis} of {@code docker.io}.
 *
 * @param host with the port when one is written; {@code docker.io} under whatever name
 * @param repository without tag and digest
 */
public record ImageAddress(String host, String repository) {
    private static final String DOCKER_HUB = "docker.io";
    private static final Set<String> NAMES_OF_DOCKER_HUB =
            Set.of(DOCKER_HUB, "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");

    public static ImageAddress of(String reference) {
        String name = withoutTag(reference);
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        String host = isHost(first) ? canonical(first) : DOCKER_HUB;
        String repository = isHost(first) ? name.substring(slash + 1) : name;
        boolean official = host.equals(DOCKER_HUB) && repository.indexOf('/') < 0;
        return new ImageAddress(host, official ? "library/" + repository : repository);
    }

    /** One name for a host that has several. */
    static String canonical(String host) {
        return NAMES_OF_DOCKER_HUB.contains(host) ? DOCKER_HUB : host;
    }

    private static boolean isHost(String component) {
        return component.indexOf('.') >= 0 || component.indexOf(':') >= 0 || component.equals("localhost");
    }

    private static String withoutTag(String reference) {
        int at = reference.indexOf('@');
        String name = at < 0 ? reference : reference.substring(0, at);
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
