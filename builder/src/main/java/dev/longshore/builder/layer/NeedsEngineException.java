package dev.longshore.builder.layer;

/** Something that only an engine can tell or do; the message says what, for the build's log. */
public final class NeedsEngineException extends Exception {
    private static final long serialVersionUID = 1L;

    public NeedsEngineException(String reason) {
        super(reason);
    }
}
