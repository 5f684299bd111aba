package dev.longshore.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushLogsTest {
    @TempDir
    Path directory;

    private PushLogs logs;

    @BeforeEach
    void create() {
        logs = new PushLogs(directory);
    }

    @Test
    void aViewerThatFollowsGetsEveryLineAndTheEnd() throws Exception {
        PushLog log = logs.open(7);
        log.append("first");
        CompletableFuture<String> viewer = follow(7, 0);

        log.append("second");
        logs.end(7);

        assertThat(viewer.get(10, TimeUnit.SECONDS)).isEqualTo("first\nsecond\n");
    }

    @Test
    void aWriterThatIsInterruptedClosesTheLogForNobody() throws Exception {
        PushLog log = logs.open(7);

        Thread.currentThread().interrupt();
        log.append("first");
        assertThat(Thread.interrupted()).isTrue();
        log.append("second");
        logs.end(7);

        assertThat(follow(7, 0).get(10, TimeUnit.SECONDS)).isEqualTo("first\nsecond\n");
    }

    @Test
    void aViewerGoesOnFromAByteOffset() throws Exception {
        PushLog log = logs.open(7);
        log.append("grün");
        log.append("second");
        logs.end(7);

        assertThat(follow(7, "grün\n".getBytes(StandardCharsets.UTF_8).length).get(10, TimeUnit.SECONDS))
                .isEqualTo("second\n");
    }

    @Test
    void aLogIsContinuedAfterARestart() throws Exception {
        logs.open(7).append("before");
        PushLogs afterRestart = new PushLogs(directory);

        afterRestart.open(7).append("after");
        afterRestart.end(7);

        assertThat(follow(afterRestart, 7, 0).get(10, TimeUnit.SECONDS)).isEqualTo("before\nafter\n");
    }

    @Test
    void aPushWithoutALogShowsNothing() throws Exception {
        assertThat(follow(8, 0).get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\u001b[2Jb | ab",
                "a\u001b]0;owned\u0007b | ab",
                "a\u001b]8;;http://evil\u001b\\link | alink",
                "a\u001bPq\u001b\\b | ab",
                "a\u001b(Bb | ab",
                "a\u009b31mb | a31mb",
                "a\u0007\u0008b | ab",
                "user\u202egpj.exe | usergpj.exe",
                "a \u001b[31mred\u001b[0m | a \u001b[31mred\u001b[0m",
                "a \u001b[1;31mred | a \u001b[1;31mred\u001b[0m",
                "a\u001b\u001b[2J[2Jb | a[2Jb"
            })
    void onlyColoursOfWhatABuildPrintsReachATerminal(String printed, String shown) throws Exception {
        PushLog log = logs.open(1);

        log.append(printed);
        logs.end(1);

        assertThat(follow(1, 0).get(10, TimeUnit.SECONDS)).isEqualTo(shown + "\n");
    }

    @Test
    void aLineThatIsDrawnOverItselfBecomesLines() throws Exception {
        PushLog log = logs.open(1);

        log.append("10%\r100%\r\ndone");
        logs.end(1);

        assertThat(follow(1, 0).get(10, TimeUnit.SECONDS)).isEqualTo("10%\n100%\ndone\n");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x07, 0x08, 0x0b, 0x0c, 0x1a, 0x7f, 0x80, 0x85, 0x90, 0x9b, 0x9d, 0x9f, 0x61c, 0x200e, 0x200f,
                0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069
            })
    void noControlCharacterReachesATerminal(int character) throws Exception {
        PushLog log = logs.open(1);

        log.append("a" + Character.toString(character) + "b");
        logs.end(1);

        assertThat(follow(1, 0).get(10, TimeUnit.SECONDS)).isEqualTo("ab\n");
    }

    @Test
    void everyByteThatIsNoTextIsShownAsText() throws Exception {
        PushLog log = logs.open(1);
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[200];
            random.nextBytes(bytes);
            log.append("\033" + new String(bytes, StandardCharsets.UTF_8) + (char) (0xd800 + i));
        }
        logs.end(1);

        String shown = follow(1, 0).get(10, TimeUnit.SECONDS).replaceAll("\033\\[[0-9;]*m", "");
        assertThat(shown.chars().filter(c -> Character.isISOControl(c) && c != '\n' && c != '\t'))
                .isEmpty();
    }

    @Test
    void aLineThatIsNoTextForAPersonIsCutVisiblyAndNotWithinACharacterOrAColour() throws Exception {
        PushLog log = logs.open(1);

        log.append("x".repeat(LogText.MAX_LINE - 1) + "\ud83d\ude00 and more");
        log.append("x".repeat(LogText.MAX_LINE - 2) + "\033[31mred and more");
        logs.end(1);

        String mark = "… (the rest of this line is left out: it is longer than 64 KiB)\n";
        assertThat(follow(1, 0).get(10, TimeUnit.SECONDS))
                .isEqualTo("x".repeat(LogText.MAX_LINE - 1) + mark + "x".repeat(LogText.MAX_LINE - 2) + mark);
    }

    @Test
    void outputBeyondTheLimitIsLeftOutAndTheStepsSayHowMuch() throws Exception {
        PushLogs small = new PushLogs(directory, 1024 * 1024);
        PushLog log = small.open(1);
        for (int i = 0; i < 1100; i++) {
            log.appendOutput("x".repeat(1023));
        }
        log.append("push 1 failed");
        log.appendOutput("more\nand more");
        log.append("the end");
        small.end(1);

        List<String> lines =
                follow(small, 1, 0).get(10, TimeUnit.SECONDS).lines().toList();
        assertThat(lines.subList(1024, lines.size()))
                .containsExactly(
                        "… log cut at 1 MiB: 76 lines were left out",
                        "push 1 failed",
                        "… log cut at 1 MiB: 2 lines were left out",
                        "the end");
    }

    @Test
    void linesThatAFullDiskLosesAreToldOfWhenThereIsSpaceAgain() throws Exception {
        Path file = directory.resolve("1.log");
        try (Disk disk = new Disk(file);
                PushLog log = new PushLog(file.toFile(), disk, PushLogs.DEFAULT_LIMIT)) {
            log.append("before");
            disk.full = true;
            assertThatThrownBy(() -> log.append("lost\nalso lost")).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> log.append("and this")).isInstanceOf(UncheckedIOException.class);
            disk.full = false;
            log.append("after");
            log.append("the end");
        }

        assertThat(follow(1, 0).get(10, TimeUnit.SECONDS))
                .isEqualTo("before\nlos\n… 3 lines could not be written to this log\nafter\nthe end\n");
    }

    /** A disk that takes three bytes more once it is full. */
    private static final class Disk extends FileOutputStream {
        private boolean full;
        private int left = 3;

        Disk(Path file) throws IOException {
            super(file.toFile(), true);
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            write(bytes, 0, full ? left : bytes.length);
            if (full) {
                left = 0;
                throw new IOException("No space left on device");
            }
        }
    }

    private CompletableFuture<String> follow(long id, long offset) {
        return follow(logs, id, offset);
    }

    private static CompletableFuture<String> follow(PushLogs logs, long id, long offset) {
        return CompletableFuture.supplyAsync(() -> {
            ByteArrayOutputStream seen = new ByteArrayOutputStream();
            try {
                logs.copy(id, offset, true, seen);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return seen.toString(StandardCharsets.UTF_8);
        });
    }
}
