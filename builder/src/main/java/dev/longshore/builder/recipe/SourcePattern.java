package dev.longshore.builder.recipe;

import dev.longshore.builder.context.ContextFiles;
import dev.longshore.builder.context.IgnorePattern;
import dev.longshore.project.source.SourcePath;
import java.util.List;
import java.util.Optional;

/** A path or a pattern that {@code COPY} takes files of the context by, as all engines read it. */
public record SourcePattern(SourcePath path, boolean hasWildcards) {
    /** @param written with its variables replaced; nothing when engines don't agree on it, or a variable is left */
    public static Optional<SourcePattern> of(String written) {
        boolean unclear = written.contains("://")
                || written.contains("$")
                || written.contains("**")
                || (hasWildcards(written) && written.endsWith("/"))
                || List.of(written.split("/", -1)).contains("..");
        return unclear
                ? Optional.empty()
                : SourcePath.parse(written.replaceFirst("^/+", ""))
                        .map(path -> new SourcePattern(path, hasWildcards(written)));
    }

    private static boolean hasWildcards(String written) {
        return written.replaceAll("\\\\.", "").matches(".*[*?\\[].*");
    }

    /** The longest path, written plainly, that all of them are or lie below. */
    SourcePath place() {
        return plainPart(path);
    }

    /** Where all that it can stand for is, as far as that is written plainly. */
    public SourcePath directory() {
        return plainPart(path.parent());
    }

    private SourcePath plainPart(SourcePath written) {
        SourcePath plain = SourcePath.ROOT;
        for (String part : written.value().split("/", -1)) {
            if (part.isEmpty() || (hasWildcards && (hasWildcards(part) || part.indexOf('\\') >= 0))) {
                break;
            }
            plain = plain.child(part);
        }
        return plain;
    }

    /** Whether it, with wildcards, stands for a path. */
    public boolean matches(String other) {
        return IgnorePattern.compile(path.value()).matches(other);
    }

    /** The paths that it stands for, of which a plain one may not exist. */
    public List<SourcePath> in(ContextFiles context) {
        return hasWildcards ? context.matching(path.value()) : List.of(path);
    }
}
