package dev.longshore.project.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dockerfiles of all kinds of projects, and of all forms that the syntax allows. */
class DockerfileCorpusTest {
    private static final int AT_LEAST = 200;

    @ParameterizedTest
    @MethodSource("names")
    void isReadWithoutErrorsAndWrittenBackAsTheSameValues(String name) throws IOException, URISyntaxException {
        Dockerfile read = Reading.dockerfile(text(name));

        Dockerfile again = Reading.dockerfile(DockerfileWriter.write(read));

        assertThat(Reading.all(again)).isEqualTo(Reading.all(read));
        assertThat(again.directives()).isEqualTo(read.directives());
        assertThat(again.stages())
                .extracting(stage -> stage.steps().size())
                .isEqualTo(read.stages().stream()
                        .map(stage -> stage.steps().size())
                        .toList());
    }

    @Test
    void thereAreManyAndNoTwoSayTheSame() throws IOException, URISyntaxException {
        List<List<Instruction>> all =
                names().map(DockerfileCorpusTest::instructions).toList();

        assertThat(all).hasSizeGreaterThanOrEqualTo(AT_LEAST);
        assertThat(all.stream().distinct().count()).isGreaterThanOrEqualTo(AT_LEAST);
    }

    private static List<Instruction> instructions(String name) {
        try {
            return Reading.all(Reading.dockerfile(text(name)));
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static Stream<String> names() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(corpus())) {
            return files.map(file -> Objects.toString(file.getFileName())).sorted().toList().stream();
        }
    }

    /** As the builder reads it: what isn't UTF-8 is replaced. */
    private static String text(String name) throws IOException, URISyntaxException {
        return new String(Files.readAllBytes(corpus().resolve(name)), StandardCharsets.UTF_8);
    }

    private static Path corpus() throws URISyntaxException {
        URL directory = Objects.requireNonNull(DockerfileCorpusTest.class.getResource("/dockerfiles"));
        return Path.of(directory.toURI());
    }
}
