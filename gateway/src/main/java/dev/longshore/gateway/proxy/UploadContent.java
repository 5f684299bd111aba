package dev.longshore.gateway.proxy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.ContentSourceRequestContent;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request's body on its way upstream; one that nobody has begun to read survives a failure, for another attempt. */
final class UploadContent extends ContentSourceRequestContent {
    private final AtomicBoolean begun = new AtomicBoolean();

    UploadContent(Request request) {
        super(request, request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    }

    @Override
    public Content.@Nullable Chunk read() {
        begun.set(true);
        Content.Chunk chunk = super.read();
        return Content.Chunk.isFailure(chunk)
                ? Content.Chunk.from(new UploadFailure(chunk.getFailure()), chunk.isLast())
                : chunk;
    }

    @Override
    public void demand(Runnable demandCallback) {
        begun.set(true);
        super.demand(demandCallback);
    }

    @Override
    public void fail(Throwable failure, boolean last) {
        if (begun.get()) {
            super.fail(failure, last);
        }
    }
}
