package dev.longshore.builder.context;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What {@code COPY} sees of a build context: nothing that {@code .dockerignore} leaves out, not even what an engine is sent all
 * the same. Paths are relative to the context.
 */
public final class ContextFiles {
    private static final int MAX_LINKS = 40;
    private static final int MAX_LINK_BYTES = 4096;

    private final SourceTree tree;
    private final SourceEntry root;
    private final TreeMap<SourcePath, SourceEntry> entries = new TreeMap<>();

    private ContextFiles(SourceTree tree, SourceEntry root) {
        this.tree = tree;
        this.root = root;
    }

    public static ContextFiles of(BuildContext context) {
        ContextFiles files = new ContextFiles(context.tree(), context.root());
        Map<SourcePath, SourceEntry> sent = context.entries().stream()
                .collect(
                        Collectors.toMap(entry -> new SourcePath(context.relative(entry.path())), Function.identity()));
        for (Map.Entry<SourcePath, SourceEntry> entry : sent.entrySet()) {
            if (!context.isIgnored(entry.getValue().path())) {
                for (SourcePath at = entry.getKey(); !at.isRoot(); at = at.parent()) {
                    files.entries.put(at, sent.get(at));
                }
            }
        }
        return files;
    }

    public SourceTree tree() {
        return tree;
    }

    /**
     * What a path leads to, with all links followed, which never lead out of the context.
     *
     * @param path without ".." parts
     */
    public Optional<SourcePath> resolve(SourcePath path) {
        Deque<String> rest = parts(path.value());
        SourcePath at = SourcePath.ROOT;
        int links = 0;
        while (!rest.isEmpty()) {
            String part = rest.removeFirst();
            if (part.equals("..")) {
                at = at.parent();
                continue;
            }
            SourcePath parent = at;
            Optional<SourcePath> next =
                    SourcePath.parse(part).map(parent::resolve).filter(entries::containsKey);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            SourceEntry entry = entry(next.get());
            if (entry.kind() != Kind.SYMLINK) {
                at = next.get();
                continue;
            }
            links++;
            if (links > MAX_LINKS) {
                return Optional.empty();
            }
            String target = target(entry);
            at = target.startsWith("/") ? SourcePath.ROOT : at;
            parts(target).descendingIterator().forEachRemaining(rest::addFirst);
        }
        return Optional.of(at);
    }

    /** @param path one that {@link #resolve}, {@link #matching} or {@link #below} gave */
    public SourceEntry entry(SourcePath path) {
        return Optional.ofNullable(path.isRoot() ? root : entries.get(path)).orElseThrow();
    }

    /** The paths that a pattern of Go's {@code filepath.Match} matches as a whole. */
    public List<SourcePath> matching(String pattern) {
        IgnorePattern compiled = IgnorePattern.compile(pattern);
        return entries.keySet().stream()
                .filter(path -> compiled.matches(path.value()))
                .toList();
    }

    /** Everything below a directory, each directory before what it holds. */
    public List<SourcePath> below(SourcePath directory) {
        return entries.keySet().stream()
                .filter(path -> !path.equals(directory) && path.isWithin(directory))
                .toList();
    }

    /** Where a symbolic link says that it leads. */
    public String target(SourceEntry link) {
        try {
            return target(tree, link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String target(SourceTree tree, SourceEntry link) throws IOException {
        try (InputStream content = tree.open(link)) {
            return new String(content.readNBytes(MAX_LINK_BYTES), StandardCharsets.UTF_8);
        }
    }

    private static Deque<String> parts(String path) {
        Deque<String> parts = new ArrayDeque<>();
        Collections.addAll(parts, path.split("/", -1));
        parts.removeIf(part -> part.isEmpty() || part.equals("."));
        return parts;
    }
}
