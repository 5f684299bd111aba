package dev.longshore.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.events.RefsChangedEvent;
import org.eclipse.jgit.events.RefsChangedListener;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleListener;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.MDC;

/**
 * The moments between which a server's durable state changes: before and after each statement that writes, after what it
 * wrote is committed, and after each change of a ref. Each is announced on the program's output by a name and how often
 * it came since {@link #arm}; a thread that comes to the armed one stays there for good, so that the process can be
 * killed.
 */
final class KillPoints implements SqlLogger, HandleListener, RefsChangedListener {
    private static final Pattern WRITING =
            Pattern.compile("\\s*(INSERT|UPDATE|DELETE)\\s+(?:INTO\\s+|FROM\\s+)?(\\w+)(.*)", Pattern.DOTALL);
    private static final Pattern SET = Pattern.compile("\\sSET\\s+(.*?)(?:\\sWHERE\\s|$)", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("(\\w+) = ('[^']*')?");

    /** A thread that stays at such a point keeps all others from writing. */
    private static final String KEEPS_OTHERS = "in a transaction, ";

    private final Terminal terminal;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> stayed = new HashSet<>();
    private final Map<File, Map<String, String>> refs = new HashMap<>();
    private final ThreadLocal<Boolean> looking = ThreadLocal.withInitial(() -> false);
    private final ThreadLocal<String> uncommitted = new ThreadLocal<>();
    private boolean started;
    private Optional<String> armed = Optional.empty();

    KillPoints(Terminal terminal) {
        this.terminal = terminal;
    }

    Jdbi watch(Jdbi jdbi) {
        jdbi.getConfig(SqlStatements.class).setSqlLogger(this);
        jdbi.getConfig(Handles.class).addListener(this);
        return jdbi;
    }

    /** From now on, what isn't done for a push is done to accept one. */
    synchronized void started() {
        started = true;
    }

    /** Counts anew, and keeps the thread that comes to this point; empty for none. */
    synchronized void arm(String point) {
        counts.clear();
        armed = point.isEmpty() ? Optional.empty() : Optional.of(point);
        terminal.print("armed " + point);
    }

    @Override
    public void logBeforeExecution(StatementContext context) {
        // Between two statements of one transaction nothing happens.
        if (uncommitted.get() == null) {
            written(context)
                    .ifPresent(write -> reach((isInTransaction(context) ? KEEPS_OTHERS : "") + "before " + write));
        }
    }

    @Override
    public void logAfterExecution(StatementContext context) {
        written(context).ifPresent(write -> {
            if (!isInTransaction(context) && !hasRows(context)) {
                reach("after " + write);
            } else {
                uncommitted.set(write);
                reach(KEEPS_OTHERS + "after " + write);
            }
        });
    }

    private static boolean isInTransaction(StatementContext context) {
        try {
            return !context.getConnection().getAutoCommit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Such a statement is committed when its rows have been read. */
    private static boolean hasRows(StatementContext context) {
        return context.getRenderedSql().contains("RETURNING");
    }

    @Override
    public void handleClosed(Handle handle) {
        String write = uncommitted.get();
        if (write != null) {
            uncommitted.remove();
            reach("committed " + write);
        }
    }

    /** Notes what refs there are, so that the next change shows. */
    void look(Path repositories) throws IOException {
        try (Stream<Path> directories = Files.list(repositories)) {
            directories.forEach(directory -> changed(directory.toFile()));
        }
    }

    @Override
    public void onRefsChanged(RefsChangedEvent event) {
        if (looking.get()) {
            return;
        }
        looking.set(true);
        try {
            changed(event.getRepository().getDirectory()).ifPresent(name -> reach("after " + name + " moved"));
        } finally {
            looking.set(false);
        }
    }

    /** JGit tells of a change again when another reader of the repository finds it. */
    private synchronized Optional<String> changed(File directory) {
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(directory).build()) {
            Map<String, String> now = repository.getRefDatabase().getRefsByPrefix("refs/").stream()
                    .collect(Collectors.toMap(
                            Ref::getName, ref -> ref.getObjectId().name()));
            Map<String, String> before =
                    Optional.ofNullable(refs.put(directory, now)).orElse(Map.of());
            return now.entrySet().stream()
                    .filter(ref -> !ref.getValue().equals(before.get(ref.getKey())))
                    .map(ref -> ref.getKey().replaceAll("/[0-9]+$", ""))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reach(String name) {
        if (stays(name)) {
            while (true) {
                LockSupport.park(this);
            }
        }
    }

    private synchronized boolean stays(String name) {
        // Threads that serve pushes know theirs; what accepts a push does so alone.
        String push = Optional.ofNullable(MDC.get("push")).orElse("");
        if (stayed.contains(push)) {
            return false; // Another thread of a push that is kept at its point.
        }
        String point = (push.isEmpty() && started ? "being accepted, " : "") + name + " #"
                + counts.merge(name, 1, Integer::sum);
        terminal.print("point " + point);
        if (!armed.equals(Optional.of(point))) {
            return false;
        }
        armed = Optional.empty();
        if (!push.isEmpty()) {
            stayed.add(push);
        }
        terminal.print("reached " + point);
        return true;
    }

    /** {@code update pushes state='running'}; empty for a statement that only reads. */
    private static Optional<String> written(StatementContext context) {
        Matcher writing = WRITING.matcher(context.getRenderedSql());
        if (!writing.matches()) {
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder(writing.group(1).toLowerCase(Locale.ROOT) + " " + writing.group(2));
        Matcher set = SET.matcher(writing.group(3));
        Matcher column = COLUMN.matcher(set.find() ? set.group(1) : "");
        while (column.find()) {
            name.append(' ').append(column.group().strip().replace(" = ", "=").replaceAll(" =$", ""));
        }
        return Optional.of(name.toString());
    }
}
