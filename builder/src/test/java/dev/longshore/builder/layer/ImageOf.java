package dev.longshore.builder.layer;

import dev.longshore.engine.ImageFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The files of an image that a test writes down. Follows no links, so tests ask for real paths only. */
public final class ImageOf implements ImageFiles {
    public static final Instant BUILT = Instant.parse("2020-02-02T00:00:00Z");

    private final Map<String, ImageFile> files = new HashMap<>();
    private final Map<String, Directory> directories = new HashMap<>();
    private final Map<String, String> contents = new HashMap<>();

    public ImageOf withDirectory(String path, int mode, int user, int group) {
        directories.put(path, new Directory(mode, user, group, BUILT));
        return with(path, new ImageFile(ImageFile.Type.DIRECTORY, Optional.empty()));
    }

    public ImageOf withDirectory(String path) {
        return withDirectory(path, 0755, 0, 0);
    }

    public ImageOf withFile(String path, String content) {
        contents.put(path, content);
        return with(path, new ImageFile(ImageFile.Type.FILE, Optional.empty()));
    }

    public ImageOf withLink(String path, String leadsTo) {
        return with(path, new ImageFile(ImageFile.Type.SYMLINK, Optional.of(leadsTo)));
    }

    private ImageOf with(String path, ImageFile file) {
        files.put(path, file);
        return this;
    }

    @Override
    public Optional<ImageFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public Directory directory(String path) {
        return Objects.requireNonNull(directories.get(path), path);
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        return Optional.ofNullable(contents.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void archive(String path, OutputStream tar) {
        try {
            TarArchiveOutputStream out = new TarArchiveOutputStream(tar);
            for (String at : new TreeSet<>(files.keySet())) {
                if (at.equals(path) || at.startsWith(path + "/")) {
                    put(out, at, directories.containsKey(path) ? "." + at.substring(path.length()) : at);
                }
            }
            out.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(TarArchiveOutputStream out, String path, String name) throws IOException {
        Directory directory = directories.get(path);
        byte[] content = contents.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(directory == null ? name : name + "/");
        if (directory != null) {
            entry.setMode(040000 | directory.mode());
            entry.setIds(directory.user(), directory.group());
        }
        entry.setLastModifiedTime(FileTime.from(BUILT));
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }

    @Override
    public void close() {}
}
