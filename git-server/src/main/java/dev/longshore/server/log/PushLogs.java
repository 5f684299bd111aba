package dev.longshore.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The logs of all pushes, a file each: {@code <push id>.log}. */
public final class PushLogs {
    /** Of one log, in bytes. */
    public static final long DEFAULT_LIMIT = 64L * 1024 * 1024;

    private static final Pattern NAME = Pattern.compile("([0-9]{1,15})\\.log");
    private static final int BLOCK = 16 * 1024;

    private final Path directory;
    private final long limit;
    private final Map<Long, PushLog> open = new ConcurrentHashMap<>();

    public PushLogs(Path directory) {
        this(directory, DEFAULT_LIMIT);
    }

    /** @param limit of one log in bytes, from which on the output of programs is left out of it */
    PushLogs(Path directory, long limit) {
        this.directory = directory;
        this.limit = limit;
    }

    /** Opens the log of a push for writing; the caller ends it with {@link #end}. */
    public PushLog open(long id) throws IOException {
        PushLog log = PushLog.open(file(id), limit);
        open.put(id, log);
        return log;
    }

    public void end(long id) throws IOException {
        PushLog log = open.remove(id);
        if (log != null) {
            log.close();
        }
    }

    /** The pushes that have a log. */
    public Set<Long> all() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> NAME.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .map(name -> Long.valueOf(name.group(1)))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    public boolean has(long id) {
        return Files.exists(file(id));
    }

    /** Removes the log of a push that has ended; who reads it reads it to its end. */
    public void remove(long id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    /** How many bytes a log has now; 0 for a push without one. */
    public long length(long id) {
        return file(id).toFile().length();
    }

    /**
     * Copies a log from a byte offset. With {@code follow} the copy goes on as the log grows, and ends when the log does.
     *
     * @param viewer flushed whenever it has all there is
     * @throws IOException also when the viewer has gone
     */
    public void copy(long id, long offset, boolean follow, OutputStream viewer)
            throws IOException, InterruptedException {
        // Looked up before the file is read, so that a log which ends in between is still read to its end.
        Optional<PushLog> growing = follow ? Optional.ofNullable(open.get(id)) : Optional.empty();
        if (!Files.exists(file(id))) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file(id), StandardOpenOption.READ)) {
            long position = copy(channel, offset, viewer);
            while (growing.isPresent() && growing.get().awaitMore(position)) {
                position = copy(channel, position, viewer);
            }
        }
    }

    private static long copy(FileChannel channel, long offset, OutputStream viewer) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long position = offset;
        for (int read = channel.read(block, position); read > 0; read = channel.read(block, position)) {
            viewer.write(block.array(), 0, read);
            position += read;
            block.clear();
        }
        viewer.flush();
        return position;
    }

    private Path file(long id) {
        return directory.resolve(id + ".log");
    }
}
