package dev.longshore.server.push;

/** Bounds how much goes on at once. */
interface Permits {
    void acquire() throws InterruptedException;

    void release();
}
