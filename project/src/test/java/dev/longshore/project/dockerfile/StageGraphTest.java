package dev.longshore.project.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.dockerfile.StageGraph.Use;
import dev.longshore.project.dockerfile.StageReference.OfImage;
import dev.longshore.project.dockerfile.StageReference.OfNothing;
import dev.longshore.project.dockerfile.StageReference.OfStage;
import dev.longshore.project.dockerfile.StageReference.Unclear;
import dev.longshore.project.problem.Position;
import org.junit.jupiter.api.Test;

class StageGraphTest {
    @Test
    void stagesAreKnownByNameInAnyCaseAndByNumber() {
        StageGraph graph = graph("""
                FROM a AS One
                FROM one AS two
                COPY --from=ONE /x /
                COPY --from=0 /x /
                RUN --mount=from=one,target=/x y
                FROM scratch
                COPY --from=1 /x /
                """);

        assertThat(graph.uses())
                .extracting(Use::reference)
                .containsExactly(
                        new OfImage("a"),
                        new OfStage(0),
                        new OfStage(0),
                        new OfStage(0),
                        new OfStage(0),
                        new OfNothing(),
                        new OfStage(1));
        assertThat(graph.uses().get(2)).isEqualTo(new Use(1, new Position("Dockerfile", 3, 1), new OfStage(0), false));
    }

    @Test
    void stageHasItsNameOnceItIsDone() {
        assertThat(graph("FROM a AS a\nCOPY --from=b / /\nCOPY --from=a / /\nFROM c AS b\n")
                        .uses())
                .extracting(Use::reference)
                .containsExactly(new OfImage("a"), new OfImage("b"), new OfImage("a"), new OfImage("c"));
    }

    @Test
    void ofTwoStagesWithANameTheLaterOneIsMeant() {
        StageGraph graph = graph("FROM a AS x\nFROM b AS x\nFROM x\n");

        assertThat(graph.uses().get(2).reference()).isEqualTo(new OfStage(1));
        assertThat(graph.target("X").orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void baseIsKnownWhereItsVariablesAre() {
        assertThat(graph("ARG V=3\nFROM a:$V\nFROM \"a:${V#3}4\"\nFROM $TARGETARCH\nFROM ${N:?}\nFROM $N\n")
                        .uses())
                .extracting(Use::reference)
                .containsExactly(
                        new OfImage("a:3"),
                        new OfImage("a:4"),
                        new Unclear("$TARGETARCH"),
                        new Unclear("${N:?}"),
                        new Unclear("$N"));
    }

    @Test
    void onlyWhatATargetStandsOnIsNeeded() {
        StageGraph graph = graph("""
                FROM a AS base
                FROM b AS unused
                FROM base AS left
                FROM c AS right
                FROM left AS all
                COPY --from=right / /
                FROM base AS test
                RUN --mount=from=unused,target=/x y
                """);

        assertThat(graph.neededFor(graph.target("all").orElseThrow()))
                .extracting(Stage::number)
                .containsExactly(0, 2, 3, 4);
        assertThat(graph.neededFor(graph.target("5").orElseThrow()))
                .extracting(Stage::number)
                .containsExactly(0, 1, 5);
        assertThat(graph.target("none")).isEmpty();
        assertThat(graph.target("6")).isEmpty();
    }

    @Test
    void triggersOfABaseRunInTheStagesOnItButNotInTheirChildren() {
        Dockerfile dockerfile = Reading.dockerfile("""
                FROM tools AS tools
                FROM a AS base
                ONBUILD COPY --from=tools /x /
                ONBUILD RUN triggered
                FROM base AS child
                RUN own
                FROM child
                RUN own
                """);
        StageGraph graph = StageGraph.of(dockerfile, Scope.global(dockerfile, BuildArguments.NONE));

        assertThat(graph.instructionsOf(dockerfile.stages().get(2)))
                .isEqualTo(Reading.instructions("COPY --from=tools /x /\nRUN triggered\nRUN own"));
        assertThat(graph.instructionsOf(dockerfile.stages().get(3))).isEqualTo(Reading.instructions("RUN own"));
        assertThat(graph.neededFor(dockerfile.stages().get(2)))
                .extracting(Stage::number)
                .containsExactly(0, 1, 2);
    }

    private static StageGraph graph(String text) {
        Dockerfile dockerfile = Reading.dockerfile(text);
        return StageGraph.of(dockerfile, Scope.global(dockerfile, BuildArguments.NONE));
    }
}
