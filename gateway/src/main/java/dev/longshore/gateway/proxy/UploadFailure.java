package dev.longshore.gateway.proxy;

import java.io.IOException;

/** The client didn't send all of its request; the cause says why. */
final class UploadFailure extends IOException {
    private static final long serialVersionUID = 1;

    UploadFailure(Throwable cause) {
        super(cause);
    }
}
