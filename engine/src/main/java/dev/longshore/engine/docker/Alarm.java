package dev.longshore.engine.docker;

/** Interrupts a thread at most once, and never after its end. */
final class Alarm {
    private final Thread thread;
    private boolean rang;
    private boolean ended;

    Alarm(Thread thread) {
        this.thread = thread;
    }

    synchronized void ring() {
        if (!ended && !rang) {
            rang = true;
            thread.interrupt();
        }
    }

    /** Tells whether it rang; the interrupt that this was is undone. */
    synchronized boolean end() {
        if (!ended) {
            ended = true;
            if (rang) {
                Thread.interrupted();
            }
        }
        return rang;
    }
}
