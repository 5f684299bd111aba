package dev.longshore.engine.docker;

import dev.longshore.engine.EngineAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Asks for the headers of an answer only, which the client library can't. */
final class HeadRequest {
    private HeadRequest() {}

    static ResponseHead send(EngineAddress engine, String path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(engine.socket()))) {
            ByteBuffer request =
                    ByteBuffer.wrap(("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            return ResponseHead.read(new BufferedInputStream(Channels.newInputStream(channel)));
        }
    }
}
