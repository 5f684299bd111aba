package dev.longshore.gateway.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/** One direction of a tunnel: what arrives at one endpoint goes out at the other, with back pressure. */
final class TunnelConnection extends AbstractConnection implements Connection.UpgradeTo {
    private final EndPoint to;
    private final ByteBufferPool buffers;
    private final Runnable onOpen;
    private final Pump pump = new Pump();
    private ByteBuffer alreadyRead = BufferUtil.EMPTY_BUFFER;

    TunnelConnection(EndPoint from, EndPoint to, Executor executor, ByteBufferPool buffers, Runnable onOpen) {
        super(from, executor);
        this.to = to;
        this.buffers = buffers;
        this.onOpen = onOpen;
    }

    @Override
    public void onUpgradeTo(ByteBuffer buffer) {
        alreadyRead = buffer;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        onOpen.run();
        to.write(Callback.from(pump::iterate, pump::abandon), alreadyRead);
    }

    @Override
    public void onFillable() {
        pump.iterate();
    }

    @Override
    public void onClose(Throwable cause) {
        super.onClose(cause);
        to.close(cause);
    }

    private final class Pump extends IteratingCallback {
        private RetainableByteBuffer buffer = RetainableByteBuffer.EMPTY;

        @Override
        protected Action process() throws IOException {
            buffer = buffers.acquire(getInputBufferSize(), true);
            int filled = getEndPoint().fill(buffer.getByteBuffer());
            if (filled > 0) {
                to.write(this, buffer.getByteBuffer());
                return Action.SCHEDULED;
            }
            release();
            if (filled == 0) {
                fillInterested();
                return Action.IDLE;
            }
            to.shutdownOutput();
            return Action.SUCCEEDED;
        }

        @Override
        protected void onSuccess() {
            release();
        }

        @Override
        protected void onFailure(Throwable cause) {
            release();
            abandon(cause);
        }

        private void abandon(Throwable cause) {
            getEndPoint().close(cause);
            to.close(cause);
        }

        private void release() {
            buffer.release();
            buffer = RetainableByteBuffer.EMPTY;
        }
    }
}
