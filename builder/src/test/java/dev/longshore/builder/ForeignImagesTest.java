package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.LocalImage;
import dev.longshore.project.source.SourcePath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignImagesTest {
    private final ForeignImages foreign = new ForeignImages(Builds.SHOP);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM longshore/bank/api:1",
                "from --platform=linux/amd64 registry.example/longshore/shop-staging/api:1 AS base",
                "ARG BASE=\"longshore/bank/api:1\"",
                "COPY --from=longshore/bank/api:1 /secret /",
                "RUN --mount=type=bind,from=longshore/bank/api:1 cat /secret"
            })
    void dockerfileMayNotUseAnotherEnvironmentsImage(String instruction) {
        assertThat(refusal("FROM busybox\n" + instruction + "\n"))
                .containsExactly("Dockerfile:2: an image of another environment can't be used");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM longshore/shop/base:1",
                "FROM longshore/stand-in:python",
                "COPY longshore/bank/api /x",
                "RUN git clone x/longshore/bank/api"
            })
    void everythingElseIsFree(String instruction) {
        assertThat(refusal("FROM busybox\n" + instruction + "\n")).isEmpty();
    }

    @Test
    void labelTellsTheOwnerOfAnImageWhateverItIsCalled() {
        assertThat(foreign.isForeign(image(Map.of("dev.longshore.environment", "bank"))))
                .isTrue();
        assertThat(foreign.isForeign(image(Map.of("dev.longshore.environment", "shop"))))
                .isFalse();
        assertThat(foreign.isForeign(image(Map.of()))).isFalse();
    }

    private List<String> refusal(String dockerfile) {
        return foreign.refusal(new SourcePath("Dockerfile"), DockerfileInstructions.parse(dockerfile)).stream()
                .toList();
    }

    private static LocalImage image(Map<String, String> labels) {
        return new LocalImage("sha256:1", 1, List.of(), List.of(), labels);
    }
}
