package dev.longshore.server.git;

import dev.longshore.project.name.EnvironmentName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a request of Git's smart HTTP protocol: {@code /<project>.git/<service>} for the default environment, {@code
 * /<project>/<alias>.git/<service>} for another.
 *
 * @param receives whether the request belongs to a push rather than a fetch
 * @param method the only HTTP method that the protocol has for this address; JGit would take any
 */
record RepositoryAddress(EnvironmentName environment, boolean receives, String method) {
    private static final Pattern GIT_REQUEST =
            Pattern.compile("/.*(/info/refs|/git-upload-pack|/git-receive-pack|\\.git|\\.git/.*)", Pattern.DOTALL);
    private static final Pattern SYNTAX = Pattern.compile(
            "/([a-z0-9-]{1,63})(?:/([a-z0-9-]{1,63}))?\\.git/(info/refs|git-upload-pack|git-receive-pack)");
    private static final String INFO_REFS = "info/refs";
    private static final String RECEIVE_PACK = "git-receive-pack";

    /** Whether a path can only come from a Git client, valid or not. */
    static boolean isGitRequest(String path) {
        return GIT_REQUEST.matcher(path).matches();
    }

    /** @param service the query's parameter of that name, which says what {@code info/refs} is asked for */
    static Optional<RepositoryAddress> parse(String path, Optional<String> service) {
        Matcher matcher = SYNTAX.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean receives = matcher.group(3).equals(RECEIVE_PACK) || service.equals(Optional.of(RECEIVE_PACK));
        String alias = Optional.ofNullable(matcher.group(2)).orElse(EnvironmentName.DEFAULT_ALIAS);
        String method = matcher.group(3).equals(INFO_REFS) ? "GET" : "POST";
        return EnvironmentName.of(matcher.group(1), alias).map(name -> new RepositoryAddress(name, receives, method));
    }
}
