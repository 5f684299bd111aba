package dev.longshore.project.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.InstructionExpansion.Expanded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionExpansionTest {
    private static final Variables VARIABLES = name -> switch (name) {
        case "A" -> new Variable.Is("a b");
        case "U" -> new Variable.Unknown();
        default -> new Variable.NotSet();
    };

    @ParameterizedTest(name = "[{index}] {0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ENV $A=$A x="$A"                           | ENV a b=a b x=a b
            LABEL x=${A}                               | LABEL x=a b
            COPY --from=f --chown=$A $A "x$A" '$A' $A/ | COPY --from=f --chown=a\\ b ["a b","xa b","$A","a b/"]
            COPY --chmod=$A --exclude=$A x y           | COPY --chmod=a\\ b --exclude=$A x y
            ADD --checksum=$A --chown=$A x y           | ADD --checksum=a\\ b --chown=a\\ b x y
            WORKDIR /$A                                | WORKDIR /a b
            USER $A                                    | USER a b
            VOLUME $A /x                               | VOLUME ["a b","/x"]
            STOPSIGNAL $A                              | STOPSIGNAL a b
            EXPOSE $A 80                               | EXPOSE a b 80
            RUN --mount=type=cache,target=$A echo $A   | RUN --mount=type=cache,target=a\\ b echo $A
            """)
    void variablesAreReplacedInTheWordsInWhichAnEngineDoes(String written, String expanded) {
        assertThat(DockerfileWriter.write(expand(written).instruction(), '\\')).isEqualTo(expanded + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN echo $A",
                "RUN [\"echo\", \"$A\"]",
                "CMD echo $A",
                "ENTRYPOINT [\"$A\"]",
                "HEALTHCHECK CMD echo $A",
                "SHELL [\"$A\"]",
                "MAINTAINER $A",
                "ONBUILD ENV x=$A"
            })
    void everythingElseStaysAsWritten(String written) {
        Instruction instruction = Reading.instruction(written);

        assertThat(expand(written).instruction()).isEqualTo(instruction);
    }

    @Test
    void baseIsExpandedToo() {
        Instruction from = Reading.all(Reading.dockerfile("FROM --platform=$P x:${V:-1} AS y"))
                .get(0);

        assertThat(InstructionExpansion.of(from, '\\', name -> new Variable.Is("2"))
                        .instruction())
                .isEqualTo(Reading.all(Reading.dockerfile("FROM --platform=2 x:2 AS y"))
                        .get(0));
    }

    @Test
    void heredocIsExpandedUnlessItsNameIsQuoted() {
        Copy copy = (Copy)
                expand("COPY <<-x <<'y' /\n\t\"$A\" it's \\$A\n\tx\n$A\ny\n").instruction();

        assertThat(copy.heredocs()).extracting(Heredoc::text).containsExactly("\"a b\" it's $A\n", "$A\n");
    }

    @Test
    void namesThatAreUnsetOrUnknownAreTold() {
        Expanded<Instruction> expanded = expand("COPY $A $U $N /$N");

        assertThat(expanded.unset()).containsExactly("N");
        assertThat(expanded.unknown()).containsExactly("U");
    }

    private static Expanded<Instruction> expand(String written) {
        return InstructionExpansion.of(Reading.instruction(written), '\\', VARIABLES);
    }
}
