package dev.longshore.cli.server;

import dev.longshore.project.name.EnvironmentName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An environment on a server; as a Git remote it is {@code <server>/<project>.git} or {@code <server>/<project>/<alias>.git}. */
public record EnvironmentUrl(ServerUrl server, EnvironmentName environment) {
    private static final Pattern PATH = Pattern.compile("/([^/]+?)(?:/([^/]+?))?\\.git/?");

    /** Reads the URL of a Git remote; empty when it can't be one of a Longshore server. */
    public static Optional<EnvironmentUrl> of(String remote) {
        try {
            URI uri = new URI(remote);
            Matcher path = PATH.matcher(uri.getRawPath() == null ? "" : uri.getRawPath());
            if (!path.matches()) {
                return Optional.empty();
            }
            String alias = Optional.ofNullable(path.group(2)).orElse(EnvironmentName.DEFAULT_ALIAS);
            return ServerUrl.of(uri)
                    .flatMap(server -> EnvironmentName.of(path.group(1), alias)
                            .map(environment -> new EnvironmentUrl(server, environment)));
        } catch (URISyntaxException notAUrl) {
            return Optional.empty();
        }
    }

    /** The URL to push to. */
    public String remote() {
        String alias = environment.alias();
        return server + "/" + environment.project()
                + (alias.equals(EnvironmentName.DEFAULT_ALIAS) ? "" : "/" + alias)
                + ".git";
    }

    /**
     * The URL to push to over SSH.
     *
     * @param sshServer {@code ssh://git@localhost:2222}
     */
    public String overSsh(String sshServer) {
        String alias = environment.alias();
        return alias.equals(EnvironmentName.DEFAULT_ALIAS)
                ? sshServer + "/~/git/" + environment.project()
                : sshServer + "/" + environment.project() + "/" + alias + ".git";
    }
}
