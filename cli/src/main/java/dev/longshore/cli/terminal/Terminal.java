package dev.longshore.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The one place that reads from and writes to the standard streams, always in UTF-8. */
public final class Terminal {
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final OptionalInt columns;
    private final boolean coloured;
    private final Supplier<Optional<RawTerminal>> raw;

    /**
     * @param columns the width in characters when standard output is a terminal; empty when it is a file or a pipe
     * @param coloured whether to emphasise
     * @param raw opens the terminal behind the streams, if there is one
     */
    public Terminal(
            InputStream in,
            PrintStream out,
            PrintStream err,
            OptionalInt columns,
            boolean coloured,
            Supplier<Optional<RawTerminal>> raw) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.columns = columns;
        this.coloured = coloured;
        this.raw = raw;
    }

    /** The process's own streams. Java 17 can't tell whether output is a terminal, so the launcher does. */
    public static Terminal ofProcess(Map<String, String> environment, OptionalInt columns) {
        boolean coloured = columns.isPresent()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                columns,
                coloured,
                SystemTerminal::open);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    public InputStream in() {
        return in;
    }

    /** Asks the person at the terminal for something that isn't shown while typed; empty when nobody is there. */
    @SuppressWarnings("SystemConsoleNull") // From Java 22 on there always is a console, which reads null at the end.
    public Optional<String> askSecretly(String question) {
        Console console = System.console();
        return console == null
                ? Optional.empty()
                : Optional.ofNullable(console.readPassword("%s", question)).map(String::new);
    }

    /** Asks for a line of standard input; empty when that has ended. */
    public Optional<String> ask(String question) {
        err.print(question);
        err.flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int next = in.read();
            boolean ended = next < 0;
            for (; next >= 0 && next != '\n'; next = in.read()) {
                line.write(next);
            }
            if (ended) {
                err.print("\n");
            }
            return ended ? Optional.empty() : Optional.of(line.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public void line(String text) {
        out.print(text + "\n");
    }

    /** A line that is news for a person, and not what was asked for. */
    public void notice(String text) {
        err.print(text + "\n");
    }

    public void failure(String message) {
        err.print("hasura: " + message + "\n");
    }

    /** Passes bytes on at once. Returns whether anybody still reads. */
    public boolean pass(byte[] bytes, int length) {
        out.write(bytes, 0, length);
        return !out.checkError();
    }

    /** Passes bytes on to standard error at once. */
    public void passError(byte[] bytes) {
        err.write(bytes, 0, bytes.length);
        err.flush();
    }

    /** The terminal behind the streams; empty when they aren't those of one. The caller closes it. */
    public Optional<RawTerminal> raw() {
        return raw.get();
    }

    public OptionalInt columns() {
        return columns;
    }

    public boolean coloured() {
        return coloured;
    }

    String emphasise(Colour colour, String text) {
        return coloured ? colour.apply(text) : text;
    }

    /** For help texts, which are formatted elsewhere. */
    public PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    public PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }
}
