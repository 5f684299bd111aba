package dev.longshore.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/** The terminal that this process was started in. */
final class SystemTerminal implements RawTerminal {
    private final org.jline.terminal.Terminal terminal;

    private SystemTerminal(org.jline.terminal.Terminal terminal) {
        this.terminal = terminal;
    }

    /** Empty when the standard streams aren't those of a terminal. */
    static Optional<RawTerminal> open() {
        try {
            org.jline.terminal.Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .jni(true)
                    .ffm(false)
                    .exec(false)
                    .dumb(false)
                    .build();
            terminal.enterRawMode();
            return Optional.of(new SystemTerminal(terminal));
        } catch (IOException | IllegalStateException none) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream in() {
        return terminal.input();
    }

    @Override
    public OutputStream out() {
        return terminal.output();
    }

    @Override
    public Size size() {
        return new Size(terminal.getWidth(), terminal.getHeight());
    }

    @Override
    public void onResize(Runnable changed) {
        terminal.handle(Signal.WINCH, signal -> changed.run());
    }

    /** Restores what {@code enterRawMode} changed, as the library does at the end of a terminal. */
    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
