package dev.longshore.deployer.engine.service;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The runtime API of one proxy (HAProxy 2.6 management guide, §9.3): a command per connection, answered in text. An
 * answer is short, so reading it needs no deadline of its own.
 */
public final class HaproxyRuntime {
    private static final int PROXY_NAME = 0;
    private static final int SERVER_NAME = 1;
    private static final int CURRENT_SESSIONS = 4;
    private static final int STATUS = 17;

    private final Path socket;

    public HaproxyRuntime(Path socket) {
        this.socket = socket;
    }

    /** A server that the proxy knows; {@code name} is unique within its backend. */
    public record ServerState(String backend, String name, int sessions, String status) {
        public String path() {
            return backend + "/" + name;
        }

        /** Whether it was taken out by an administrator's command, rather than by a check. */
        boolean isOut() {
            return status.startsWith("DRAIN") || status.startsWith("MAINT");
        }

        /** The address that the server's name begins with. */
        String address() {
            return name.substring(0, name.indexOf(':'));
        }
    }

    boolean answers() {
        try {
            return command("show info").contains("Name: HAProxy");
        } catch (IOException e) {
            return false;
        }
    }

    public List<ServerState> servers() throws IOException {
        List<ServerState> servers = new ArrayList<>();
        for (String line : command("show stat -1 4 -1").split("\n", -1)) {
            String[] fields = line.split(",", -1);
            if (!line.startsWith("#") && fields.length > STATUS && fields[SERVER_NAME].contains(":")) {
                String sessions = fields[CURRENT_SESSIONS];
                servers.add(new ServerState(
                        fields[PROXY_NAME],
                        fields[SERVER_NAME],
                        sessions.isEmpty() ? 0 : Integer.parseInt(sessions),
                        fields[STATUS]));
            }
        }
        return servers;
    }

    /** Adds a server that takes requests at once, and is checked from then on. */
    void add(String path, String parameters, boolean checked) throws IOException {
        expect("add server " + path + " " + parameters, "New server registered");
        if (checked) {
            expect("enable health " + path, "");
        }
        expect("enable server " + path, "");
    }

    /** Puts a server that was drained to work again. */
    void ready(String path) throws IOException {
        expect("set server " + path + " state ready", "");
    }

    /** Gives a server no new requests; those that it has go on. */
    public void drain(String path) throws IOException {
        expect("set server " + path + " state drain", "");
    }

    /** Ends what goes on with a server and removes it; false when connections hold it for the moment. */
    boolean remove(String path) throws IOException {
        expect("set server " + path + " state maint", "");
        command("shutdown sessions server " + path);
        return command("del server " + path).contains("Server deleted");
    }

    private void expect(String command, String answer) throws IOException {
        String actual = command(command).strip();
        if (answer.isEmpty() ? !actual.isEmpty() : !actual.contains(answer)) {
            throw new IOException("the proxy answers \"" + actual + "\" to: " + command);
        }
    }

    private String command(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
            StringBuilder answer = new StringBuilder();
            ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
            while (channel.read(buffer) >= 0) {
                answer.append(StandardCharsets.UTF_8.decode(buffer.flip()));
                buffer.clear();
            }
            return answer.toString();
        }
    }
}
