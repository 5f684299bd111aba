package dev.longshore.server.ssh;

import dev.longshore.project.name.EnvironmentName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Git client asks for in the command of an exec request: {@code git-upload-pack '<path>'} or {@code
 * git-receive-pack '<path>'}. The path is {@code ~/git/<project>}, as on the Hasura platform, {@code <project>.git} or
 * {@code <project>/<alias>.git}, with or without a '/' before it.
 *
 * @param receives whether it is a push rather than a fetch
 * @param environment empty when the path is none of those
 */
record GitRequest(boolean receives, Optional<EnvironmentName> environment) {
    private static final int MAX_LENGTH = 1024;
    private static final Pattern COMMAND = Pattern.compile("git-(upload|receive)-pack (.*)", Pattern.DOTALL);
    private static final String LABEL = "([a-z0-9-]{1,63})";
    private static final Pattern ARGUMENT =
            Pattern.compile("'/?(?:~/git/" + LABEL + "(?:\\.git)?|" + LABEL + "(?:/" + LABEL + ")?\\.git)'");

    /** Empty when the command isn't one of Git's two. */
    static Optional<GitRequest> parse(String command) {
        Matcher matcher = COMMAND.matcher(command);
        if (command.length() > MAX_LENGTH || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new GitRequest(matcher.group(1).equals("receive"), environment(matcher.group(2))));
    }

    private static Optional<EnvironmentName> environment(String argument) {
        Matcher path = ARGUMENT.matcher(argument);
        if (!path.matches()) {
            return Optional.empty();
        }
        Optional<String> platforms = Optional.ofNullable(path.group(1));
        String project = platforms.orElseGet(() -> path.group(2));
        return EnvironmentName.of(project, Optional.ofNullable(path.group(3)).orElse(EnvironmentName.DEFAULT_ALIAS));
    }
}
