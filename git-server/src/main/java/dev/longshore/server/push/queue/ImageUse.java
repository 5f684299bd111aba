package dev.longshore.server.push.queue;

import dev.longshore.server.store.StoredEnvironment;

/** Keeps the images of an environment from being removed while a push counts on them. */
public interface ImageUse {
    /** Until it is closed, by the thread that began it, all images stay that the environment has. */
    interface Using extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for a removal that goes on, which ends soon. */
    Using begin(StoredEnvironment environment) throws InterruptedException;
}
