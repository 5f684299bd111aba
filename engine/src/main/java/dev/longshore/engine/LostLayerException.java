package dev.longshore.engine;

/** A build looked in the engine's cache for a layer that went at that moment; begun again it does without. */
public final class LostLayerException extends EngineException {
    private static final long serialVersionUID = 1L;

    public LostLayerException(String message) {
        super(message);
    }
}
