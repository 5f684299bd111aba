package dev.longshore.builder.context;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Another tree, one file of which has another content here. */
public final class ReplacedFile implements SourceTree {
    private final SourceTree whole;
    private final SourceEntry replaced;
    private final byte[] content;

    /** @param path of a file of the tree */
    public ReplacedFile(SourceTree whole, SourcePath path, String content) {
        this.whole = whole;
        this.content = content.getBytes(StandardCharsets.UTF_8);
        this.replaced = new SourceEntry(path, Kind.FILE, id(this.content));
    }

    @Override
    public Optional<SourceEntry> find(SourcePath path) {
        return path.equals(replaced.path()) ? Optional.of(replaced) : whole.find(path);
    }

    @Override
    public List<SourceEntry> list(SourcePath directory) {
        return whole.list(directory).stream()
                .map(entry -> entry.path().equals(replaced.path()) ? replaced : entry)
                .toList();
    }

    @Override
    public long size(SourceEntry file) {
        return file.equals(replaced) ? content.length : whole.size(file);
    }

    @Override
    public InputStream open(SourceEntry file) {
        return file.equals(replaced) ? new ByteArrayInputStream(content) : whole.open(file);
    }

    private static String id(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
