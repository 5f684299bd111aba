package dev.longshore.server.git;

import dev.longshore.server.limits.ByteSize;
import dev.longshore.server.limits.GitLimits;
import dev.longshore.server.limits.LimitExceededException;
import dev.longshore.server.limits.ReceivedObjects.RefusedObjectException;
import dev.longshore.server.log.LogText;
import java.io.EOFException;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator.SubmoduleValidationException;

/** Says why the objects of a push aren't taken, and what can be done about it, in one line. */
final class ReceiveFailures {
    private ReceiveFailures() {}

    /** The reason as a person can use it; empty when only the server's log can tell. */
    static Optional<String> explain(Throwable failure, GitLimits limits) {
        return chain(failure)
                .flatMap(cause -> explainOne(cause, limits.pack()).stream())
                .findFirst()
                .map(LogText::inOneLine);
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(5)
                .sorted((a, b) -> Boolean.compare(isOurs(b), isOurs(a)));
    }

    private static boolean isOurs(Throwable cause) {
        return cause instanceof LimitExceededException || cause instanceof RefusedObjectException;
    }

    private static Optional<String> explainOne(Throwable cause, GitLimits.Pack limits) {
        String message = String.valueOf(cause.getMessage());
        if (isOurs(cause)) {
            return Optional.of(message);
        }
        if (cause instanceof TooLargePackException) {
            return Optional.of("the push is larger than " + ByteSize.text(limits.bytes())
                    + ", which is the limit; push the history in parts, or leave out large files");
        }
        if (cause instanceof TooLargeObjectInPackException) {
            return Optional.of("a file in the pushed commits is larger than " + ByteSize.text(limits.objectBytes())
                    + ", which is the limit; take it out of these commits (\"git ls-tree -rl HEAD\" shows sizes) and"
                    + " let the build fetch it");
        }
        if (cause instanceof SubmoduleValidationException) {
            return Optional.of(".gitmodules isn't safe: " + message + "; correct it in every commit that is pushed");
        }
        if (cause instanceof MissingObjectException missing) {
            return Optional.of("object " + missing.getObjectId().name()
                    + " is neither in the push nor in a branch or tag here; in a shallow clone run"
                    + " \"git fetch --unshallow\" first, otherwise \"git fsck\", then \"git push --no-thin\"");
        }
        if (cause instanceof CorruptObjectException) {
            return Optional.of(message + "; \"git fsck\" shows it: make that commit anew and push again");
        }
        if (cause instanceof EOFException) {
            return Optional.of("the connection ended before the push did; push again");
        }
        if (message.contains("No space left on device")) {
            return Optional.of("the server's disk is full; whoever runs the server must make room");
        }
        return cause instanceof OutOfMemoryError
                ? Optional.of("the server has too little memory for it; push the history in parts")
                : Optional.empty();
    }
}
