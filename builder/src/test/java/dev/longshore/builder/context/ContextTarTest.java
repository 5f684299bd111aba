package dev.longshore.builder.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.builder.Builds;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import dev.longshore.project.testing.InMemorySourceTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class ContextTarTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.5Z");
    private static final ImageBuild API = Builds.of("api");
    private static final InMemorySourceTree TREE = InMemorySourceTree.of(
            Map.of("microservices/api/Dockerfile", "FROM x", "microservices/api/src/main.py", "print(1)"));

    @Test
    void modesLinksAndNamesAreThoseOfTheRepository() throws IOException {
        String longName = "d".repeat(120) + "/" + "f".repeat(150);
        InMemorySourceTree tree = TREE.withExecutable("microservices/api/run.sh", "#!/bin/sh")
                .withSymlink("microservices/api/link", "../../../etc/passwd")
                .with("microservices/api/" + longName, "long")
                .with("microservices/api/ünï/文.txt", "text");

        Map<String, TarArchiveEntry> entries = read(write(tree, API));

        assertThat(entry(entries, "run.sh").getMode()).isEqualTo(0100755);
        assertThat(entry(entries, "Dockerfile").getMode()).isEqualTo(0100644);
        assertThat(entry(entries, "src/").isDirectory()).isTrue();
        assertThat(entry(entries, "src/").getMode()).isEqualTo(040755);
        assertThat(entry(entries, "link").isSymbolicLink()).isTrue();
        assertThat(entry(entries, "link").getLinkName()).isEqualTo("../../../etc/passwd");
        assertThat(entries).containsKeys(longName, "ünï/文.txt");
        assertThat(entries.values()).allSatisfy(entry -> {
            assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
            assertThat(entry.getLongUserId()).isZero();
        });
    }

    @Test
    void equalTreesGiveEqualBytes() throws IOException {
        InMemorySourceTree other = InMemorySourceTree.EMPTY
                .with("microservices/api/src/main.py", "print(1)")
                .with("microservices/api/Dockerfile", "FROM x");

        assertThat(write(other, API)).isEqualTo(write(TREE, API));
    }

    @Test
    void dockerfileOutsideItsContextIsSentAndKeptOutOfTheImage() throws IOException {
        InMemorySourceTree tree = InMemorySourceTree.of(Map.of("docker/api.Dockerfile", "FROM x", "app/a", "1"));
        ImageBuild build = Builds.of("api", "api", "app", "docker/api.Dockerfile");
        String name = BuildContext.of(tree, build).dockerfilePath();

        assertThat(contents(write(tree, build)))
                .containsExactly(
                        Map.entry("a", "1"),
                        Map.entry(".dockerignore", ".dockerignore\n" + name + "\n"),
                        Map.entry(name, "FROM x"));
        assertThat(contents(write(tree.with("app/.dockerignore", "b"), build)))
                .containsEntry(".dockerignore", "b\n" + name + "\n");
    }

    @Test
    void submoduleIsRefusedUnlessIgnored() throws IOException {
        InMemorySourceTree tree = TREE.with("microservices/api/vendor", Kind.SUBMODULE, new byte[0]);

        assertThatThrownBy(() -> write(tree, API))
                .isInstanceOf(ContextException.class)
                .hasMessage("microservices/api/vendor is a submodule, whose files a push doesn't bring: commit the"
                        + " files themselves, or name it in microservices/api/.dockerignore");
        assertThat(read(write(tree.with("microservices/api/.dockerignore", "vendor"), API)))
                .doesNotContainKey("vendor");
    }

    @Test
    void lfsPointerIsNeverTakenForTheFile() {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 12345\n";

        assertThatThrownBy(() -> write(TREE.with("microservices/api/model.bin", pointer), API))
                .isInstanceOf(ContextException.class)
                .hasMessageStartingWith("microservices/api/model.bin is a Git LFS pointer, not the file itself");
        assertThatThrownBy(() -> write(TREE.with("microservices/api/Dockerfile", pointer), API))
                .isInstanceOf(ContextException.class)
                .hasMessageStartingWith("microservices/api/Dockerfile is a Git LFS pointer");
    }

    @Test
    void contextOverItsBudgetIsRefusedBeforeAnythingIsSent() {
        InMemorySourceTree tree = TREE.with("microservices/api/big", "x".repeat(3 * 1024 * 1024));

        assertThatThrownBy(() -> ContextTar.of(BuildContext.of(tree, API), NOON, 2 * 1024 * 1024))
                .isInstanceOf(ContextException.class)
                .hasMessage("the build context microservices/api has more than 2 MiB: name what the build doesn't need"
                        + " in microservices/api/.dockerignore");
    }

    @Test
    void missingContextOrDockerfileIsNamed() {
        assertThatThrownBy(() -> write(TREE, Builds.of("web")))
                .hasMessage("the build context microservices/web is not a directory of the repository");
        assertThatThrownBy(() -> write(TREE.without("microservices/api/Dockerfile"), API))
                .hasMessage("there is no Dockerfile microservices/api/Dockerfile");
    }

    @Test
    void fileIsNeverWholeInMemory() throws IOException {
        long size = 3L * 1024 * 1024 * 1024;
        SourceTree tree = new OneHugeFile(TREE, size);
        CountingStream out = new CountingStream();

        ContextTar.of(BuildContext.of(tree, API), NOON, 2 * size).writeTo(out);

        assertThat(out.count).isGreaterThan(size);
    }

    private static TarArchiveEntry entry(Map<String, TarArchiveEntry> entries, String name) {
        return Optional.ofNullable(entries.get(name)).orElseThrow();
    }

    private static byte[] write(SourceTree tree, ImageBuild build) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ContextTar.of(BuildContext.of(tree, build), NOON, ContextTar.DEFAULT_BUDGET)
                .writeTo(out);
        return out.toByteArray();
    }

    private static Map<String, TarArchiveEntry> read(byte[] bytes) throws IOException {
        Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), entry);
            }
        }
        return entries;
    }

    private static Map<String, String> contents(byte[] bytes) throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                contents.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    /** Claims that {@code src/main.py} is larger than any heap. */
    private static final class OneHugeFile implements SourceTree {
        private final SourceTree tree;
        private final long size;

        OneHugeFile(SourceTree tree, long size) {
            this.tree = tree;
            this.size = size;
        }

        @Override
        public Optional<SourceEntry> find(SourcePath path) {
            return tree.find(path);
        }

        @Override
        public List<SourceEntry> list(SourcePath directory) {
            return tree.list(directory);
        }

        @Override
        public long size(SourceEntry file) {
            return isHuge(file) ? size : tree.size(file);
        }

        @Override
        public InputStream open(SourceEntry file) {
            return isHuge(file) ? new Zeros(size) : tree.open(file);
        }

        private static boolean isHuge(SourceEntry file) {
            return file.path().name().equals("main.py");
        }
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long size) {
            this.left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            left -= count;
            return count;
        }
    }

    private static final class CountingStream extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            count += length;
        }
    }
}
