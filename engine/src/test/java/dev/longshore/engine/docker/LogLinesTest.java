package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.Containers.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.000000001Z");

    private final List<LogLine> seen = new ArrayList<>();
    private final LogLines lines = new LogLines(seen::add);

    @Test
    void lineHasItsTimeAndItsSource() {
        add(false, "2026-01-01T12:00:00.000000001Z hello world\n");
        add(true, "2026-01-01T13:00:00.000000001+01:00 oh no\r\n");
        add(false, "2026-01-01T12:00:00.000000001Z \n");

        assertThat(seen)
                .containsExactly(
                        new LogLine(NOON, false, "hello world"),
                        new LogLine(NOON, true, "oh no"),
                        new LogLine(NOON, false, ""));
    }

    @Test
    void piecesOfALongLineAreJoinedWithoutTheirTimesWhateverComesBetween() {
        add(false, "2026-01-01T12:00:00.000000001Z one ");
        add(true, "2026-01-01T12:00:00.000000001Z error\n");
        add(false, "2026-01-01T12:00:09.000000000Z line\n");

        assertThat(seen).containsExactly(new LogLine(NOON, true, "error"), new LogLine(NOON, false, "one line"));
    }

    @Test
    void characterCutInTwoPiecesIsWhole() {
        byte[] umlaut = "ü".getBytes(StandardCharsets.UTF_8);
        byte[] stamp = "2026-01-01T12:00:00.000000001Z ".getBytes(StandardCharsets.UTF_8);
        lines.add(new StreamFrame(false, concat(stamp, Arrays.copyOf(umlaut, 1))));
        lines.add(new StreamFrame(false, concat(stamp, new byte[] {umlaut[1], '\n'})));

        assertThat(seen).containsExactly(new LogLine(NOON, false, "ü"));
    }

    @Test
    void unfinishedLineComesAtTheEnd() {
        add(false, "2026-01-01T12:00:00.000000001Z no newline");
        assertThat(seen).isEmpty();

        lines.finish();

        assertThat(seen).containsExactly(new LogLine(NOON, false, "no newline"));
    }

    private void add(boolean standardError, String text) {
        lines.add(new StreamFrame(standardError, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
