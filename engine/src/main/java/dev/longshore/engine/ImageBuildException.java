package dev.longshore.engine;

/** A step of a build failed; the message is the engine's reason, on one line. */
public final class ImageBuildException extends EngineException {
    private static final long serialVersionUID = 1L;

    public ImageBuildException(String message) {
        super(message);
    }

    public ImageBuildException(String message, Throwable cause) {
        super(message, cause);
    }
}
