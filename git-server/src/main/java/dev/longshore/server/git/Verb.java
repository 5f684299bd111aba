package dev.longshore.server.git;

import dev.longshore.server.store.PushKind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something to do that isn't the storing of a commit: {@code refs/do/<verb>}, which is never stored, or a push option.
 *
 * @param release what a rollback goes back to
 */
record Verb(PushKind kind, Optional<Long> release) {
    static final String REFS = "refs/do/";

    private static final Pattern ROLLBACK = Pattern.compile("rollback[/=]([1-9][0-9]{0,8})");

    /** @param text {@code dry-run}, {@code rebuild}, {@code rollback/<release>} or {@code rollback=<release>} */
    static Optional<Verb> parse(String text) {
        Matcher rollback = ROLLBACK.matcher(text);
        if (rollback.matches()) {
            return Optional.of(new Verb(PushKind.ROLLBACK, Optional.of(Long.parseLong(rollback.group(1)))));
        }
        return switch (text) {
            case "dry-run" -> Optional.of(new Verb(PushKind.DRY_RUN, Optional.empty()));
            case "rebuild" -> Optional.of(new Verb(PushKind.REBUILD, Optional.empty()));
            default -> Optional.empty();
        };
    }

    static boolean isVerb(String ref) {
        return ref.startsWith(REFS);
    }

    static Verb ofRef(String ref) throws RefusedPush {
        return parse(ref.substring(REFS.length()).replace('=', '?'))
                .orElseThrow(() ->
                        new RefusedPush("known are refs/do/dry-run, refs/do/rebuild and refs/do/rollback/<release>"));
    }
}
