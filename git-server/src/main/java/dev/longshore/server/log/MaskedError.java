package dev.longshore.server.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * An error as the server's own log may show it: with the class, the message and the stack trace of another, and of those
 * that caused it, but without the secrets that a message quotes, of the command that failed for one.
 */
public final class MaskedError extends Exception {
    private static final long serialVersionUID = 1L;

    private MaskedError(Throwable thrown, SecretMask secrets) {
        super(secrets.applyTo(thrown.toString()));
        setStackTrace(thrown.getStackTrace());
    }

    public static Throwable of(Throwable thrown, SecretMask secrets) {
        return of(thrown, secrets, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** @param seen causes may go round in a circle */
    private static Throwable of(Throwable thrown, SecretMask secrets, Set<Throwable> seen) {
        seen.add(thrown);
        MaskedError masked = new MaskedError(thrown, secrets);
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (!seen.contains(suppressed)) {
                masked.addSuppressed(of(suppressed, secrets, seen));
            }
        }
        Throwable cause = thrown.getCause();
        if (cause != null && !seen.contains(cause)) {
            masked.initCause(of(cause, secrets, seen));
        }
        return masked;
    }
}
