package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.dockerfile.DockerfileReader;
import org.junit.jupiter.api.Test;

class DockerfileProblemsTest {
    @Test
    void firstErrorIsToldWithItsPlaceAndTheOthersAreCounted() {
        assertThat(DockerfileProblems.summary(DockerfileReader.read("Dockerfile", "FROM x\n RUNN y\n")))
                .contains("Dockerfile:2:2: unknown instruction RUNN; did you mean \"RUN\"?");
        assertThat(DockerfileProblems.summary(DockerfileReader.read("Dockerfile", "FROM x\nCOPY y\nUSER\n")))
                .contains("Dockerfile:2:6: COPY needs what to copy and where to: COPY . /app (and one more error)");
        assertThat(DockerfileProblems.summary(DockerfileReader.read("Dockerfile", "")))
                .contains("Dockerfile: there is no FROM; begin with an image: FROM python:3.12");
    }

    @Test
    void warningsAreNoErrors() {
        assertThat(DockerfileProblems.summary(DockerfileReader.read("Dockerfile", "FROM x\nCMD a\nCMD b\n")))
                .isEmpty();
    }
}
