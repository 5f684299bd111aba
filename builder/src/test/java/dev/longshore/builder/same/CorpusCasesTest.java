package dev.longshore.builder.same;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CorpusCasesTest {
    @Test
    void everyDockerfileOfTheCorpusIsBuiltOrLeftOutForAReason() throws IOException, URISyntaxException {
        assertThat(CorpusCases.names())
                .as("%s", CorpusCases.counts())
                .doesNotHaveDuplicates()
                .isEqualTo(corpus());
        assertThat(CorpusCases.all()).hasSizeGreaterThanOrEqualTo(70);
    }

    private static List<String> corpus() throws IOException, URISyntaxException {
        URI directory = Objects.requireNonNull(CorpusCasesTest.class.getResource("/dockerfiles"))
                .toURI();
        if (!directory.getScheme().equals("jar")) {
            return names(Path.of(directory));
        }
        try (FileSystem jar = FileSystems.newFileSystem(directory, Map.of())) {
            return names(jar.getPath("/dockerfiles"));
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> Objects.toString(file.getFileName()).replaceFirst("\\.Dockerfile$", ""))
                    .sorted()
                    .toList();
        }
    }
}
