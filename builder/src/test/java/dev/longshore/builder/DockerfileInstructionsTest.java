package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.DockerfileInstructions.Instruction;
import org.junit.jupiter.api.Test;

class DockerfileInstructionsTest {
    @Test
    void instructionsAreCountedAsTheEngineCountsThem() {
        DockerfileInstructions instructions = DockerfileInstructions.parse("""
                # a comment
                ARG VERSION=3
                from busybox

                RUN one && \\
                    # in between
                    two \\

                    three
                CMD ["x"]""");

        assertThat(instructions.all())
                .containsExactly(
                        new Instruction(2, "ARG VERSION=3"),
                        new Instruction(3, "from busybox"),
                        new Instruction(5, "RUN one &&     two     three"),
                        new Instruction(10, "CMD [\"x\"]"));
        assertThat(instructions.lineOfStep(3, "RUN one &&     two")).contains(5);
    }

    @Test
    void stepThatIsNotInTheDockerfileHasNoLine() {
        DockerfileInstructions instructions = DockerfileInstructions.parse("FROM busybox\nRUN true\n");

        assertThat(instructions.lineOfStep(2, "LABEL a=b")).isEmpty();
        assertThat(instructions.lineOfStep(3, "LABEL a=b")).isEmpty();
    }

    @Test
    void escapeDirectiveChangesWhatContinuesALine() {
        DockerfileInstructions instructions =
                DockerfileInstructions.parse("# escape=`\nFROM x\nRUN dir `\n  C:\\\nRUN b\n");

        assertThat(instructions.all())
                .containsExactly(
                        new Instruction(2, "FROM x"),
                        new Instruction(3, "RUN dir   C:\\"),
                        new Instruction(5, "RUN b"));
    }
}
