package dev.longshore.server.push.queue;

import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.progress.ProgressText;
import dev.longshore.server.push.request.PushProgress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Permits of a push, which says that it waits for them as long as any of its tasks does. */
public final class AnnouncedPermits implements Permits {
    private final Permits permits;
    private final PushProgress progress;
    /** Read without this object's lock: who asks has that of the progress, which is taken below after this one. */
    private final AtomicInteger waiting = new AtomicInteger();

    private Optional<PushProgress.Activity> announced = Optional.empty();

    public AnnouncedPermits(Permits permits, PushProgress progress) {
        this.permits = permits;
        this.progress = progress;
    }

    @Override
    public void acquire() throws InterruptedException {
        changeWaiting(1);
        try {
            permits.acquire();
        } finally {
            changeWaiting(-1);
        }
    }

    @Override
    public void release() {
        permits.release();
    }

    private synchronized void changeWaiting(int by) {
        int now = waiting.addAndGet(by);
        if (now > 0 && announced.isEmpty()) {
            announced = Optional.of(progress.begin(elapsed -> ProgressText.step(
                    Verb.BUILD, "…", waiting.get() + " of the images wait until others are built", elapsed)));
        } else if (now == 0) {
            announced.ifPresent(PushProgress.Activity::close);
            announced = Optional.empty();
        }
    }
}
