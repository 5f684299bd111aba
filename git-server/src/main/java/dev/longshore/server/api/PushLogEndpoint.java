package dev.longshore.server.api;

import dev.longshore.server.access.Action;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.PushRecord;
import dev.longshore.server.store.PushState;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.EofException;

/** The log of a push from a byte offset, which is how a reader that lost its connection goes on. */
final class PushLogEndpoint implements Endpoint {
    private final EnvironmentLookup lookup;
    private final PushJournal pushes;
    private final PushLogs logs;

    PushLogEndpoint(EnvironmentLookup lookup, PushJournal pushes, PushLogs logs) {
        this.lookup = lookup;
        this.pushes = pushes;
        this.logs = logs;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(EnvironmentLookup.PATH + "/pushes/([0-9]{1,15})/log");
    }

    @Override
    public Action action() {
        return Action.READ;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        PushRecord push = pushes.find(lookup.find(call.name(0), call.name(1)).id(), Long.parseLong(call.name(2)))
                .orElseThrow(() -> ApiException.notFound("there is no such push"));
        if (push.finishedAt().isPresent() && push.state() != PushState.STORED && !logs.has(push.id())) {
            throw ApiException.notFound("the log of push " + push.id()
                    + " is no longer there: the server keeps those of the newest releases");
        }
        long offset = call.number("offset").orElse(0L);
        long length = logs.length(push.id());
        if (offset > length) {
            throw ApiException.beyondEnd("offset is " + offset + ", but the log has " + length + " bytes");
        }
        response.setHeader("Longshore-Log-Offset", Long.toString(offset));
        response.setHeader("Longshore-Push-State", push.state().text());
        response.setContentType("text/plain;charset=utf-8");
        response.flushBuffer();
        try {
            logs.copy(push.id(), offset, call.flag("follow"), response.getOutputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EofException(e);
        }
    }
}
