package dev.longshore.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.deployer.Cluster;
import dev.longshore.deployer.PodQuery;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ExecSession;
import dev.longshore.engine.TerminalSize;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.server.access.User;
import dev.longshore.server.log.LogText;
import dev.longshore.server.stream.Message;
import dev.longshore.server.stream.StreamClient;
import dev.longshore.server.stream.StreamHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command in a container. The client's first message is {@code {"command": ["psql", "-l"], "input": true, "columns": 80,
 * "rows": 24}}, the size only with a terminal; then its data is the command's input, of which empty data is the end, and a
 * text {@code {"columns": 100, "rows": 30}} a new size. The server's data begins with a byte, 1 for standard output and 2
 * for standard error; its last text is {@code {"exitCode": 0}}.
 */
final class ExecStream implements StreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ExecStream.class);
    private static final byte OUT = 1;
    private static final byte ERR = 2;

    private final Cluster cluster;
    private final MicroserviceLookup.Found found;
    private final Optional<String> pod;
    private final Optional<String> container;
    private final User user;

    ExecStream(
            Cluster cluster,
            MicroserviceLookup.Found found,
            Optional<String> pod,
            Optional<String> container,
            User user) {
        this.cluster = cluster;
        this.found = found;
        this.pod = pod;
        this.container = container;
        this.user = user;
    }

    @Override
    public void serve(StreamClient client) throws IOException, InterruptedException {
        if (!(client.receive() instanceof Message.Text first)) {
            return;
        }
        ExecSession.Request request = request(json(first.text()));
        if (request.command().isEmpty() || request.command().get(0).isEmpty()) {
            client.send(Json.object().put("problem", "no command is given").toString());
            return;
        }
        ObjectKey workload = found.workload(cluster, pod);
        String name = pod.orElseGet(() -> found.runningPod(cluster, Stream.of(workload)));
        PodQuery query = new PodQuery(workload, Optional.of(name), container);
        // What comes behind the program's name may be a secret.
        LOG.info(
                "{} runs {} in {}{} of {}",
                user.name(),
                LogText.inOneLine(request.command().get(0)),
                name,
                container.map(which -> "/" + which).orElse(""),
                found.environment().name());
        try (ExecSession session = cluster.exec(found.live().release(), query, request)) {
            Thread output = new Thread(() -> copyOutput(session, client), "exec-output");
            output.setDaemon(true);
            output.start();
            copyInput(client, session);
        }
    }

    private static void copyInput(StreamClient client, ExecSession session) throws InterruptedException {
        boolean taken = true;
        Message message = client.receive();
        while (!(message instanceof Message.Left)) {
            if (message instanceof Message.Text text) {
                size(json(text.text())).ifPresent(session::resize);
            } else if (taken && message instanceof Message.Data data) {
                taken = pass(data.bytes(), session);
            }
            message = client.receive();
        }
    }

    /** Returns whether the command takes more: one that has ended or closed its input may still print. */
    private static boolean pass(byte[] bytes, ExecSession session) {
        try {
            if (bytes.length == 0) {
                session.endInput();
            } else {
                session.write(bytes);
            }
            return bytes.length > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void copyOutput(ExecSession session, StreamClient client) {
        try {
            session.copyOutput((standardError, bytes) -> send(client, standardError ? ERR : OUT, bytes));
            Optional<Integer> exitCode = session.exitCode();
            client.send(exitCode.map(code -> Json.object().put("exitCode", code))
                    .orElseGet(() -> Json.object().put("problem", "the command closed its output and runs on"))
                    .toString());
        } catch (IOException | EngineException e) {
            LOG.debug("the output of a command broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.close();
        }
    }

    private static void send(StreamClient client, byte channel, byte[] bytes) throws IOException {
        byte[] message = new byte[bytes.length + 1];
        message[0] = channel;
        System.arraycopy(bytes, 0, message, 1, bytes.length);
        try {
            client.send(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static ExecSession.Request request(JsonNode first) {
        List<String> command = new ArrayList<>();
        first.path("command").forEach(word -> command.add(word.asText()));
        return new ExecSession.Request(command, first.path("input").asBoolean(), size(first));
    }

    private static Optional<TerminalSize> size(JsonNode json) {
        return TerminalSize.of(json.path("columns").asInt(), json.path("rows").asInt());
    }

    private static JsonNode json(String text) {
        return Json.parseObject(text.getBytes(StandardCharsets.UTF_8)).orElseGet(Json::object);
    }
}
