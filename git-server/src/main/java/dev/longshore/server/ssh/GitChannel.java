package dev.longshore.server.ssh;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;

/**
 * A session channel (RFC 4254, 6) for Git alone: a command, or a shell that only greets. No terminal, no subsystem, no
 * forwarding, no signals, and of all environment variables only {@code GIT_PROTOCOL} (git(1)).
 */
final class GitChannel extends ChannelSession {
    static final String GIT_PROTOCOL = "GIT_PROTOCOL";
    private static final Pattern PROTOCOL = Pattern.compile("version=[0-2]");

    private GitChannel() {
        super(List.of());
    }

    static ChannelFactory factory() {
        return new ChannelFactory() {
            @Override
            public String getName() {
                return "session";
            }

            @Override
            public Channel createChannel(Session session) {
                return new GitChannel();
            }
        };
    }

    @Override
    protected RequestHandler.Result handleInternalRequest(String requestType, boolean wantReply, Buffer buffer)
            throws IOException {
        return switch (requestType) {
            case "env", Channel.CHANNEL_EXEC, Channel.CHANNEL_SHELL ->
                super.handleInternalRequest(requestType, wantReply, buffer);
            default -> RequestHandler.Result.ReplyFailure;
        };
    }

    @Override
    protected RequestHandler.Result handleEnvParsed(String name, String value) throws IOException {
        return name.equals(GIT_PROTOCOL) && PROTOCOL.matcher(value).matches()
                ? super.handleEnvParsed(name, value)
                : RequestHandler.Result.ReplyFailure;
    }
}
