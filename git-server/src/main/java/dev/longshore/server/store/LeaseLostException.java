package dev.longshore.server.store;

/** This server may write no more, as a later one has the data directory. */
public final class LeaseLostException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    LeaseLostException() {
        super("another server has taken over this data directory");
    }
}
