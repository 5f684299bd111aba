package dev.longshore.server.push;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** The lines of the repository's files, to show where a problem is; none for files that are too large to be a person's. */
final class SourceLines implements Function<String, List<String>> {
    private static final long MAX_BYTES = 1024 * 1024;

    private final SourceTree tree;

    SourceLines(SourceTree tree) {
        this.tree = tree;
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
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file.path() + " can't be read", e);
        }
    }
}
