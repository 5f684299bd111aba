package dev.longshore.server.push.queue;

/** Bounds how much goes on at once. */
public interface Permits {
    void acquire() throws InterruptedException;

    void release();
}
