package dev.longshore.deployer;

/** There is no such pod or container, or it doesn't run. The message is for a person. */
public final class NoSuchPodException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoSuchPodException(String message) {
        super(message);
    }
}
