package dev.longshore.builder.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.builder.Builds;
import dev.longshore.project.testing.InMemorySourceTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TarPipeTest {
    private static final InMemorySourceTree TREE = InMemorySourceTree.of(
            Map.of("microservices/api/Dockerfile", "FROM x", "microservices/api/data", "0123456789".repeat(50_000)));

    @Test
    void readerGetsWhatIsWritten() throws IOException {
        ContextTar tar = tar(TREE);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        tar.writeTo(expected);

        try (TarPipe pipe = TarPipe.open(tar::writeTo)) {
            assertThat(pipe.readAllBytes()).isEqualTo(expected.toByteArray());
            assertThat(pipe.failure()).isEmpty();
        }
    }

    @Test
    void readerFailsWithTheWritersReasonInsteadOfSeeingAShorterContext() throws IOException {
        ContextTar tar = tar(TREE.with("microservices/api/model", "version https://git-lfs.github.com/spec/v1\n"));

        try (TarPipe pipe = TarPipe.open(tar::writeTo)) {
            assertThatThrownBy(pipe::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Git LFS pointer")
                    .hasCauseInstanceOf(ContextException.class);
        }
    }

    @Test
    void writerEndsWhenNobodyReads() throws IOException, InterruptedException {
        try (TarPipe pipe = TarPipe.open(tar(TREE)::writeTo)) {
            assertThat(pipe.read()).isNotNegative();
        }

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("tar-writer")) {
                thread.join(TimeUnit.SECONDS.toMillis(20));
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    private static ContextTar tar(InMemorySourceTree tree) throws ContextException {
        return ContextTar.of(
                BuildContext.of(tree, Builds.of("api")),
                Instant.parse("2026-01-01T12:00:00Z"),
                ContextTar.DEFAULT_BUDGET);
    }
}
