package dev.longshore.server.push.step;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The lines of the repository's files, to show where a problem is; none for files that are too large to be a person's. */
final class SourceLines implements Function<String, List<String>> {
    private static final long MAX_BYTES = 1024 * 1024;

    private static final Predicate<String> OF_A_SECRET =
            Pattern.compile("\\bkind\\b[\"']?\\s*:\\s*[\"']?Secret\\b").asPredicate();

    private final SourceTree tree;
    private final boolean secretsMasked;

    /** @param secretsMasked else files with a Secret are not shown either: their values can't be told from the rest */
    SourceLines(SourceTree tree, boolean secretsMasked) {
        this.tree = tree;
        this.secretsMasked = secretsMasked;
    }

    @Override
    public List<String> apply(String file) {
        return SourcePath.parse(file)
                .flatMap(tree::find)
                .filter(entry -> entry.kind().isFile() && tree.size(entry) <= MAX_BYTES)
                .map(this::lines)
                .orElse(List.of());
    }

    private List<String> lines(SourceEntry file) {
        try (InputStream content = tree.open(file)) {
            List<String> lines = new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return secretsMasked || lines.stream().noneMatch(OF_A_SECRET) ? lines : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(file.path() + " can't be read", e);
        }
    }
}
