package dev.longshore.server.maintenance;

import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;

/**
 * Git's garbage collection: packs refs and everything that a ref, pins among them, can reach, and deletes what has been
 * unreachable for long. A push that comes meanwhile is safe: its pack is locked by a {@code .keep} file until a ref or a pin
 * holds it, and what is young is never deleted.
 */
public final class RepositoryGc {
    /** How long objects stay that nothing refers to, those of refused pushes among them; Git's own default. */
    public static final Duration UNREACHABLE_FOR = Duration.ofDays(14);

    /** How old a pack must be before its reachable objects move to another one; JGit's own default. */
    private static final Duration PACK_AGE = Duration.ofHours(1);

    private RepositoryGc() {}

    /** @param now what counts as the present */
    public static void run(FileRepository repository, Instant now) throws IOException, InterruptedException {
        run(repository, now.minus(UNREACHABLE_FOR), now.minus(PACK_AGE));
    }

    /**
     * @param expire objects that are older are deleted when nothing refers to them
     * @param packExpire packs that are older are replaced
     */
    static void run(FileRepository repository, Instant expire, Instant packExpire)
            throws IOException, InterruptedException {
        GC gc = new GC(repository);
        gc.setExpire(expire);
        gc.setPackExpire(packExpire);
        try {
            gc.gc().get();
        } catch (ParseException | GitAPIException | ExecutionException e) {
            throw new IOException("the repository can't be packed", e);
        }
    }
}
