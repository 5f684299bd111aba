package dev.longshore.project.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every Dockerfile, tried with many; the seed in a test's name makes the same again. */
@Timeout(120)
class DockerfilePropertiesTest {
    private static final int SEEDS = 40;
    private static final int FILES_OF_A_SEED = 50;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsWrittenIsReadAsTheSame(long seed) {
        RandomDockerfile random = new RandomDockerfile(new Random(seed));
        for (int i = 0; i < FILES_OF_A_SEED; i++) {
            String text = random.valid();
            Dockerfile read = Reading.dockerfile(text);
            String written = DockerfileWriter.write(read);
            Dockerfile again = Reading.dockerfile(written);

            assertThat(Reading.all(again)).as(text).isEqualTo(Reading.all(read));
            assertThat(again.directives()).as(text).isEqualTo(read.directives());
            assertThat(DockerfileWriter.write(again)).as(text).isEqualTo(written);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void layoutChangesNothing(long seed) {
        RandomDockerfile random = new RandomDockerfile(new Random(seed));
        for (int i = 0; i < FILES_OF_A_SEED; i++) {
            Dockerfile read = Reading.dockerfile(random.valid());
            String written = DockerfileWriter.write(read);
            String relaid = random.relaid(written, read.directives().escape());

            assertThat(Reading.all(Reading.dockerfile(relaid))).as(relaid).isEqualTo(Reading.all(read));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyTextIsReadOrItsProblemsAreTold(long seed) {
        RandomDockerfile random = new RandomDockerfile(new Random(seed));
        for (int i = 0; i < FILES_OF_A_SEED; i++) {
            String text = random.damaged();
            assertThatCode(() -> readWhole(text)).as(text).doesNotThrowAnyException();
        }
    }

    /** Each problem has a place in the file; and what has none is written back as the same. */
    private static void readWhole(String text) {
        DockerfileReading reading = DockerfileReader.read("Dockerfile", text);
        long lines = text.chars().filter(c -> c == '\n').count() + 1;
        assertThat(reading.problems())
                .allSatisfy(
                        problem -> assertThat((long) problem.position().line()).isBetween(0L, lines));
        Dockerfile dockerfile = reading.dockerfile();
        StageGraph.of(dockerfile, Scope.global(dockerfile, BuildArguments.NONE)).uses();
        if (reading.errors().isEmpty()) {
            Dockerfile again = Reading.dockerfile(DockerfileWriter.write(dockerfile));
            assertThat(Reading.all(again)).isEqualTo(Reading.all(dockerfile));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyWordIsExpandedOrRefused(long seed) {
        RandomDockerfile random = new RandomDockerfile(new Random(seed));
        for (int i = 0; i < FILES_OF_A_SEED * 10; i++) {
            String word = random.word();
            try {
                assertThat(Expansion.of(word, '\\', Variables.NONE).unknown()).isEmpty();
            } catch (ExpansionException e) {
                assertThat(e.getMessage()).as(word).isNotBlank();
            }
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }
}
