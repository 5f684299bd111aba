package dev.longshore.project.template;

import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceText;
import dev.longshore.project.source.SourceTree;
import dev.longshore.project.yaml.YamlMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads configuration from a source tree: UTF-8 text of a sensible size, as it is or rendered as a template. */
public final class RepositoryFiles {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final SourceTree tree;
    private final Problems problems;

    public RepositoryFiles(SourceTree tree, Problems problems) {
        this.tree = tree;
        this.problems = problems;
    }

    /** A file's text; empty, with a problem, when it can't be read, and empty without one when there is none. */
    public Optional<SourceText> read(SourcePath path) {
        return text(path).map(text -> SourceText.of(path.value(), text));
    }

    /** The text that a file renders to, under the same conditions. */
    public Optional<SourceText> render(SourcePath path, YamlMapping context) {
        return text(path).flatMap(text -> Template.render(path.value(), text, context, problems));
    }

    private Optional<String> text(SourcePath path) {
        Optional<SourceEntry> entry = tree.find(path);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        Position position = Position.ofFile(path.value());
        if (!entry.get().kind().isFile()) {
            problems.error(
                    position,
                    "this must be a file; found " + description(entry.get().kind()));
            return Optional.empty();
        }
        if (tree.size(entry.get()) > Template.MAX_INPUT) {
            problems.error(position, "this is larger than 1 MB, the most that is read");
            return Optional.empty();
        }
        try (InputStream content = tree.open(entry.get())) {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.readAllBytes()))
                    .toString();
            return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            problems.error(position, "this is not UTF-8 text");
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " can't be read", e);
        }
    }

    private static String description(SourceEntry.Kind kind) {
        return switch (kind) {
            case FILE, EXECUTABLE -> "a file";
            case SYMLINK -> "a symbolic link";
            case DIRECTORY -> "a directory";
            case SUBMODULE -> "a submodule";
        };
    }
}
