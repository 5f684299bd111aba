package dev.longshore.server.api;

import dev.longshore.server.access.Action;
import dev.longshore.server.push.PushService;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.PushRecord;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.EofException;

/**
 * Cancels a push that waits or runs, and answers with its state then: {@code cancelled}, or {@code running} when a step
 * takes its time to stop. One that can't be cancelled any more is a conflict.
 */
final class CancelPushEndpoint implements Endpoint {
    private final EnvironmentLookup lookup;
    private final PushJournal journal;
    private final PushService pushes;

    CancelPushEndpoint(EnvironmentLookup lookup, PushJournal journal, PushService pushes) {
        this.lookup = lookup;
        this.journal = journal;
        this.pushes = pushes;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(EnvironmentLookup.PATH + "/pushes/([0-9]{1,15})/cancel");
    }

    @Override
    public Action action() {
        return Action.PUSH;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        StoredEnvironment environment = lookup.find(call.name(0), call.name(1));
        long id = Long.parseLong(call.name(2));
        find(environment, id);
        boolean cancelled;
        try {
            cancelled = pushes.cancel(environment, id, call.user().name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EofException(e);
        }
        PushRecord now = find(environment, id);
        if (!cancelled) {
            throw ApiException.conflict("push " + id + " can't be cancelled: it " + outcome(now));
        }
        Json.write(
                response, Json.object().put("id", id).put("state", now.state().text()));
    }

    private PushRecord find(StoredEnvironment environment, long id) throws ApiException {
        return journal.find(environment.id(), id).orElseThrow(() -> ApiException.notFound("there is no push " + id));
    }

    private static String outcome(PushRecord push) {
        String release = push.release().map(number -> " as release " + number).orElse("");
        return switch (push.state()) {
            case LIVE -> "is live" + release + "; undo it with a rollback";
            case UNCHANGED -> "changed nothing that runs, and has ended";
            case STORED -> "only stored a branch or tag, and has ended";
            case CHECKED -> "was a dry run, and has ended";
            case CANCELLED -> "was cancelled already";
            case SUPERSEDED -> "was superseded";
            case FAILED, REFUSED -> "has ended as " + push.state().text() + " (" + push.reason() + ")";
            case QUEUED, RUNNING -> "is about to end";
        };
    }
}
