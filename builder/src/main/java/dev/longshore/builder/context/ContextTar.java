package dev.longshore.builder.context;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a build context as the tar stream that an engine takes. Equal contexts and times give equal bytes; no file is ever
 * whole in memory.
 */
public final class ContextTar {
    /** The default of the most bytes that the files of one context may have. */
    public static final long DEFAULT_BUDGET = 2L * 1024 * 1024 * 1024;

    private static final int FILE_MODE = 0100644;
    private static final int EXECUTABLE_MODE = 0100755;
    private static final int DIRECTORY_MODE = 040755;
    private static final int SYMLINK_MODE = 0120777;

    private final BuildContext context;
    private final List<SourceEntry> entries;
    private final Instant modified;

    private ContextTar(BuildContext context, List<SourceEntry> entries, Instant modified) {
        this.context = context;
        this.entries = entries;
        this.modified = modified;
    }

    /**
     * Checks a context, as far as that is possible without reading its files.
     *
     * @param modified the time that all files get. Engines ignore it when they look for a cached step, so files keep the
     *     time of the build that brought them; web servers tell changed files by it
     * @param budget the most bytes that all files together may have
     */
    public static ContextTar of(BuildContext context, Instant modified, long budget) throws ContextException {
        SourcePath directory = context.build().context();
        if (!context.exists()) {
            throw new ContextException("the build context " + directory + " is not a directory of the repository");
        }
        Optional<SourceEntry> dockerfile = context.dockerfile();
        if (dockerfile.isEmpty() || dockerfile.get().kind() == Kind.DIRECTORY) {
            throw new ContextException(
                    "there is no Dockerfile " + context.build().dockerfile());
        }
        if (!context.isDockerfileWithin() && !dockerfile.get().kind().isFile()) {
            throw new ContextException(dockerfile.get().path() + " is not a plain file, which a Dockerfile outside its"
                    + " context must be");
        }
        List<SourceEntry> entries = context.entries();
        check(context, entries, budget);
        // Fractions would put an extra header before every file.
        return new ContextTar(context, entries, modified.truncatedTo(ChronoUnit.SECONDS));
    }

    private static void check(BuildContext context, List<SourceEntry> entries, long budget) throws ContextException {
        long total = 0;
        for (SourceEntry entry : entries) {
            if (entry.kind() == Kind.SUBMODULE) {
                throw new ContextException(
                        entry.path() + " is a submodule, whose files a push doesn't bring: commit the"
                                + " files themselves, or name it in "
                                + context.build().context().child(BuildContext.IGNORE_FILE));
            }
            total += entry.kind() == Kind.DIRECTORY ? 0 : context.tree().size(entry);
            if (total > budget) {
                throw new ContextException(
                        "the build context " + context.build().context() + " has more than "
                                + budget / (1024 * 1024) + " MiB: name what the build doesn't need in "
                                + context.build().context().child(BuildContext.IGNORE_FILE));
            }
        }
    }

    /** That of another context, whose files get the same time. */
    public ContextTar with(BuildContext other) throws ContextException {
        return of(other, modified, DEFAULT_BUDGET);
    }

    /** Writes the whole stream and leaves {@code out} open. */
    public void writeTo(OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        for (SourceEntry entry : entries) {
            write(tar, context.relative(entry.path()), entry);
        }
        if (!context.isDockerfileWithin()) {
            writeOutsideDockerfile(tar);
        }
        tar.finish();
        tar.flush();
    }

    private void write(TarArchiveOutputStream tar, String name, SourceEntry entry) throws IOException {
        if (entry.kind() == Kind.DIRECTORY) {
            put(tar, header(name + "/", DIRECTORY_MODE, 0));
        } else if (entry.kind() == Kind.SYMLINK) {
            TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            link.setLinkName(ContextFiles.target(context.tree(), entry));
            link.setMode(SYMLINK_MODE);
            put(tar, link);
        } else if (!context.isDockerfileWithin() && name.equals(BuildContext.IGNORE_FILE)) {
            writeIgnoreFile(tar, entry);
        } else {
            writeFile(tar, name, entry);
        }
    }

    private void writeFile(TarArchiveOutputStream tar, String name, SourceEntry file) throws IOException {
        long size = context.tree().size(file);
        try (InputStream content = LfsPointer.refused(file, size, context.tree().open(file))) {
            begin(tar, header(name, mode(file), size));
            content.transferTo(tar);
            tar.closeArchiveEntry();
        }
    }

    /**
     * Docker's own client does the same: the engine leaves a Dockerfile and an ignore file out of the image where the ignore
     * file names them.
     */
    private void writeOutsideDockerfile(TarArchiveOutputStream tar) throws IOException {
        if (context.tree()
                .find(context.build().context().child(BuildContext.IGNORE_FILE))
                .isEmpty()) {
            writeText(tar, BuildContext.IGNORE_FILE, BuildContext.IGNORE_FILE + ignoredDockerfile());
        }
        writeFile(tar, context.dockerfilePath(), context.dockerfile().orElseThrow());
    }

    private void writeIgnoreFile(TarArchiveOutputStream tar, SourceEntry file) throws IOException {
        try (InputStream content = context.tree().open(file)) {
            String rules = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            writeText(tar, BuildContext.IGNORE_FILE, rules + ignoredDockerfile());
        }
    }

    private String ignoredDockerfile() {
        return "\n" + context.dockerfilePath() + "\n";
    }

    private void writeText(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begin(tar, header(name, FILE_MODE, bytes.length));
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry header(String name, int mode, long size) {
        TarArchiveEntry header = new TarArchiveEntry(name);
        header.setMode(mode);
        header.setSize(size);
        return header;
    }

    private void put(TarArchiveOutputStream tar, TarArchiveEntry header) throws IOException {
        begin(tar, header);
        tar.closeArchiveEntry();
    }

    private void begin(TarArchiveOutputStream tar, TarArchiveEntry header) throws IOException {
        header.setLastModifiedTime(FileTime.from(modified));
        header.setIds(0, 0);
        header.setNames("", "");
        tar.putArchiveEntry(header);
    }

    private static int mode(SourceEntry file) {
        return file.kind() == Kind.EXECUTABLE ? EXECUTABLE_MODE : FILE_MODE;
    }
}
