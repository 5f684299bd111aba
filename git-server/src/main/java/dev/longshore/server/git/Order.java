package dev.longshore.server.git;

import dev.longshore.server.push.request.PushRequest;
import dev.longshore.server.store.PushKind;
import org.eclipse.jgit.transport.ReceiveCommand;

/**
 * The one command of a {@code git push} that is handed to the way of a push.
 *
 * @param detach whether the client doesn't wait for the outcome
 */
record Order(ReceiveCommand command, PushRequest request, boolean detach) {
    /** Whether git will show a branch as moved that isn't, as it has no word for an option that keeps it from moving. */
    boolean looksMoved() {
        return !Verb.isVerb(command.getRefName())
                && (request.kind() == PushKind.DRY_RUN || request.kind() == PushKind.ROLLBACK);
    }
}
