package dev.longshore.server.stream;

/** What comes from a client. */
public sealed interface Message {
    /** Words about the stream. */
    record Text(String text) implements Message {}

    /** A piece of the stream. */
    final class Data implements Message {
        private final byte[] bytes;

        Data(byte[] bytes) {
            this.bytes = bytes;
        }

        public byte[] bytes() {
            return bytes;
        }
    }

    /** The client has left. */
    record Left() implements Message {}
}
