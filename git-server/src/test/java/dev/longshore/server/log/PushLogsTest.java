package dev.longshore.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
