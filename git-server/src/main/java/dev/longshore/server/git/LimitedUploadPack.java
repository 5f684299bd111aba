package dev.longshore.server.git;

import dev.longshore.server.access.User;
import dev.longshore.server.limits.Admission;
import dev.longshore.server.limits.GitLimits;
import dev.longshore.server.limits.LimitExceededException;
import dev.longshore.server.limits.StreamGuard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/** JGit's end of a fetch, within {@link GitLimits}: how many at once, and how long the client may take. */
final class LimitedUploadPack extends UploadPack {
    private final User user;
    private final Admission admission;
    private final ScheduledExecutorService timer;
    private boolean admitted;

    LimitedUploadPack(Repository repository, User user, Admission admission, ScheduledExecutorService timer) {
        super(repository);
        this.user = user;
        this.admission = admission;
        this.timer = timer;
    }

    /** For a transport that has let the connection in: here its client could not be told yet why not. */
    @Override
    public void upload(InputStream input, OutputStream output, @Nullable OutputStream messages) throws IOException {
        admitted = true;
        super.upload(input, output, messages);
    }

    @Override
    public void uploadWithExceptionPropagation(InputStream input, OutputStream output, @Nullable OutputStream messages)
            throws IOException {
        GitLimits.Times times = admission.limits().times();
        try (Admission.Admitted connection = enter();
                StreamGuard guard = new StreamGuard(timer, times.idle(), times.fetch(), true)) {
            super.uploadWithExceptionPropagation(guard.guard(input), guard.guard(output), messages);
        }
    }

    private Admission.Admitted enter() throws ServiceMayNotContinueException {
        if (admitted) {
            return () -> {};
        }
        try {
            return admission.fetch(user);
        } catch (LimitExceededException e) {
            throw new ServiceMayNotContinueException(e.getMessage(), e);
        }
    }
}
