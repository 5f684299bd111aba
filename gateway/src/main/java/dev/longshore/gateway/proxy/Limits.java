package dev.longshore.gateway.proxy;

/** Sizes in bytes. */
public final class Limits {
    public static final int MAX_REQUEST_HEADERS = 32 * 1024;
    public static final int MAX_RESPONSE_HEADERS = 64 * 1024;

    private Limits() {}
}
