package dev.longshore.cli.microservice;

import dev.longshore.cli.json.JsonObject;
import dev.longshore.cli.json.JsonText;
import dev.longshore.cli.json.MalformedJson;
import dev.longshore.cli.server.Stream;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.cli.terminal.RawTerminal;
import dev.longshore.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command in a container, whose streams are joined to those here. */
final class RemoteCommand {
    private static final int BLOCK = 32 * 1024;
    private static final byte[] END = {};
    private static final byte STANDARD_ERROR = 2;

    private final Stream stream;
    private final List<String> command;

    RemoteCommand(Stream stream, List<String> command) {
        this.stream = stream;
        this.command = command;
    }

    /** Takes what the command prints. */
    @FunctionalInterface
    private interface Output {
        void write(boolean standardError, byte[] bytes, int offset) throws IOException;
    }

    /** With a terminal; returns the exit code. */
    int run(RawTerminal terminal) throws IOException {
        begin(true, size(terminal.size()));
        terminal.onResize(() -> stream.send(JsonText.write(size(terminal.size()))));
        startInput(terminal.in());
        return await((standardError, bytes, offset) -> {
            terminal.out().write(bytes, offset, bytes.length - offset);
            terminal.out().flush();
        });
    }

    /** Without a terminal; returns the exit code. */
    int run(Terminal terminal, boolean input) throws IOException {
        begin(input, Map.of());
        if (input) {
            startInput(terminal.in());
        }
        return await((standardError, bytes, offset) -> {
            byte[] text = Arrays.copyOfRange(bytes, offset, bytes.length);
            if (standardError) {
                terminal.passError(text);
            } else if (!terminal.pass(text, text.length)) {
                throw new IOException("nobody reads");
            }
        });
    }

    private void begin(boolean input, Map<String, Object> size) {
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("command", command);
        first.put("input", input);
        first.putAll(size);
        stream.send(JsonText.write(first));
    }

    private void startInput(InputStream in) {
        Thread thread = new Thread(() -> copyInput(in), "input");
        thread.setDaemon(true);
        thread.start();
    }

    private void copyInput(InputStream in) {
        try {
            byte[] block = new byte[BLOCK];
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                stream.send(Arrays.copyOf(block, length));
            }
            stream.send(END);
        } catch (IOException | Failure over) {
            // Who waits for the end of the command says what there is to say.
        }
    }

    private int await(Output output) throws IOException {
        Stream.Message message = stream.receive();
        while (message instanceof Stream.Message.Data data) {
            byte[] bytes = data.bytes();
            output.write(bytes[0] == STANDARD_ERROR, bytes, 1);
            message = stream.receive();
        }
        if (message instanceof Stream.Message.Text text) {
            return exitCode(text.text());
        }
        throw new Failure(
                ExitCode.UNREACHABLE, "the connection to the server broke; what became of the command is not known");
    }

    private static int exitCode(String text) {
        try {
            JsonObject end = JsonText.readObject(text);
            return Math.toIntExact(end.optionalNumber("exitCode")
                    .orElseThrow(() -> new Failure(ExitCode.FAILED, end.text("problem"))));
        } catch (MalformedJson unknown) {
            throw new Failure(ExitCode.FAILED, "the server's answer can't be understood", unknown);
        }
    }

    private static Map<String, Object> size(RawTerminal.Size size) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("columns", size.columns());
        json.put("rows", size.rows());
        return json;
    }
}
