package dev.longshore.deployer.engine.failure;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the cause of a crash out of a container's last words, as far as runtimes word it alike, and says in one sentence
 * what to do. It knows nothing for sure, so it is silent rather than wrong.
 */
final class CrashCause {
    private static final String NAME = "([A-Z][A-Z0-9_]{2,})";

    /** Words of Python, Node, Go, Java, Ruby, libpq, nginx and musl, in the order in which they tell most. */
    private static final List<Clue> CLUES = List.of(
            clue("KeyError: '" + NAME + "'", CrashCause::variable),
            clue("(?i:environment variable):? [\"'`]?" + NAME + "[\"'`]?", CrashCause::variable),
            clue(
                    NAME + "[\"'`]? (?i:is|was|must be) (?i:not |un|re)?(?i:set|defined|provided|quired)",
                    CrashCause::variable),
            clue("getaddrinfo (?:ENOTFOUND|EAI_AGAIN) ([\\w.-]+)", CrashCause::host),
            clue("could not translate host name \"([^\"]+)\"", CrashCause::host),
            clue("host not found in upstream \"([^\":]+)", CrashCause::host),
            clue("UnknownHostException: ([\\w.-]+)", CrashCause::host),
            clue("lookup ([\\w.-]+)(?: on \\S+)?: no such host", CrashCause::host),
            clue("bad address '([^':]+)", CrashCause::host),
            clue(
                    "(?:ModuleNotFoundError: No module named|Cannot find module|cannot load such file --) '?([\\w@./-]+)",
                    (found, facts) -> Optional.of("Its image has no module " + found.group(1))),
            clue(
                    "ClassNotFoundException: ([\\w.$]+)",
                    (found, facts) -> Optional.of("Its image has no class " + found.group(1))),
            clue(
                    "EADDRINUSE|(?i)address already in use",
                    (found, facts) -> Optional.of("Two of its programs want to listen on the same port")),
            clue(
                    "Read-only file system|EROFS",
                    (found, facts) -> Optional.of(
                            "It writes to a file system that is read-only: mount an emptyDir where it has to write")),
            clue(
                    "EACCES|(?i)permission denied",
                    (found, facts) -> Optional.of("It may not use one of its files: see runAsUser and fsGroup in the"
                            + " securityContext, or the owner of the files in its image")),
            clue("(?i)exec format error", (found, facts) -> Optional.of("Its image is made for another processor")),
            clue("ECONNREFUSED ([\\w.-]+:[0-9]+)", CrashCause::refused));

    private CrashCause() {}

    /**
     * What is known beside the words.
     *
     * @param container where the container is written, {@code microservices/api/k8s.yaml:24}
     * @param variables the names of its environment variables
     * @param hosts the names of the Services that it can reach
     */
    record Facts(String container, Set<String> variables, Set<String> hosts) {}

    private record Clue(Pattern pattern, BiFunction<Matcher, Facts, Optional<String>> sentence) {
        Stream<String> in(List<String> lines, Facts facts) {
            return lines.stream()
                    .map(pattern::matcher)
                    .filter(Matcher::find)
                    .flatMap(found -> sentence.apply(found, facts).stream());
        }
    }

    /** A sentence without its full stop. */
    static Optional<String> of(List<String> lines, Facts facts) {
        return CLUES.stream().flatMap(clue -> clue.in(lines, facts)).findFirst();
    }

    private static Clue clue(String pattern, BiFunction<Matcher, Facts, Optional<String>> sentence) {
        return new Clue(Pattern.compile(pattern), sentence);
    }

    private static Optional<String> variable(Matcher found, Facts facts) {
        String name = found.group(1);
        return facts.variables().contains(name)
                ? Optional.empty()
                : Optional.of("The variable " + name + " is not set for its container (" + facts.container() + ")");
    }

    private static Optional<String> host(Matcher found, Facts facts) {
        String name = found.group(1);
        return facts.hosts().contains(name)
                ? Optional.empty()
                : Optional.of("There is no Service " + name + " that it can reach");
    }

    private static Optional<String> refused(Matcher found, Facts facts) {
        return Optional.of("Nothing answers it at " + found.group(1));
    }
}
