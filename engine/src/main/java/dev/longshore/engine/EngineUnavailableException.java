package dev.longshore.engine;

/** Nothing answers where the engine should, or no longer: what it was asked for may or may not have been done. */
public final class EngineUnavailableException extends EngineException {
    private static final long serialVersionUID = 1L;

    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
