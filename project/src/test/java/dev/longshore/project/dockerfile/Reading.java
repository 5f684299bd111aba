package dev.longshore.project.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.problem.Problem;
import java.util.List;

/** Reads Dockerfiles for tests. */
final class Reading {
    private Reading() {}

    static Dockerfile dockerfile(String text) {
        DockerfileReading reading = DockerfileReader.read("Dockerfile", text);
        assertThat(reading.errors()).isEmpty();
        return reading.dockerfile();
    }

    /** The instructions behind {@code FROM x}. */
    static List<Instruction> instructions(String text) {
        return all(dockerfile("FROM x\n" + text)).stream().skip(1).toList();
    }

    static Instruction instruction(String text) {
        List<Instruction> instructions = instructions(text);
        assertThat(instructions).hasSize(1);
        return instructions.get(0);
    }

    static List<Instruction> all(Dockerfile dockerfile) {
        return dockerfile.steps().stream().<Instruction>map(Step::instruction).toList();
    }

    /** {@code line:column message; hint} of each error. */
    static List<String> errors(String text) {
        return DockerfileReader.read("Dockerfile", text).errors().stream()
                .map(Reading::shown)
                .toList();
    }

    static List<String> warnings(String text) {
        return DockerfileReader.read("Dockerfile", text).warnings().stream()
                .map(Reading::shown)
                .toList();
    }

    private static String shown(Problem problem) {
        return problem.position().line() + ":" + problem.position().column() + " " + problem.message()
                + problem.hint().map(hint -> "; " + hint).orElse("");
    }
}
