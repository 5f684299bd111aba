package dev.longshore.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/** The terminal that this process was started in. */
final class SystemTerminal implements RawTerminal {
    private final org.jline.terminal.Terminal terminal;
    private final Attributes before;

    private SystemTerminal(org.jline.terminal.Terminal terminal) {
        this.terminal = terminal;
        this.before = terminal.getAttributes();
        terminal.setAttributes(raw(before));
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
            return Optional.of(new SystemTerminal(terminal));
        } catch (IOException | IllegalStateException none) {
            return Optional.empty();
        }
    }

    /** The library's own raw mode still lets Ctrl-C end this process, and begins lines anew. */
    private static Attributes raw(Attributes before) {
        Attributes raw = new Attributes(before);
        raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
        raw.setInputFlags(
                EnumSet.of(
                        InputFlag.BRKINT,
                        InputFlag.ICRNL,
                        InputFlag.IGNCR,
                        InputFlag.INLCR,
                        InputFlag.ISTRIP,
                        InputFlag.IXON),
                false);
        raw.setOutputFlag(OutputFlag.OPOST, false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        return raw;
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

    @Override
    public void close() throws IOException {
        terminal.setAttributes(before);
        terminal.close();
    }
}
