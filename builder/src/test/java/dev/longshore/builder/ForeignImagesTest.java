package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.LocalImage;
import dev.longshore.project.dockerfile.DockerfileReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                "FROM --platform='a busybox ' longshore/bank/api:1",
                "ONBUILD COPY --fr\"om=longshore/bank/api:1\" /secret /",
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ARG P=longshore\nFROM ${P}/bank/api:1",
                "FROM long'shore'/bank/api:1",
                "FROM longshore\\/bank/api:1",
                "ARG P=x.longshore\nFROM ${P#x.}/bank/api:1",
                "FROM busybox AS a\nFROM busybox\nCOPY --from=2 / /\nFROM longshore/bank/api:1",
                "ARG P=longshore Q=x\nARG R=$P/bank\nFROM \"$R/api:1\"",
                "ARG P\nFROM ${P:-longshore}/bank/api:1",
                "ARG P=x\nFROM ${P:+longshore}/bank/api:1",
                "FROM busybox\nFROM ${P:-longshore/bank/api}:1",
                "FROM busybox\nFROM 0123456789ab",
                "FROM busybox\nFROM 0123456789ab\\\n AS base",
                "FROM busybox\nFROM 0123\\\n# between\n\n456789ab",
                "# escape=`\nFROM 0123`\n456789ab",
                "\ufeff# escape=`\nFROM 0123`\n456789ab",
                "FROM busybox\nCOPY --from=0123456789ab /secret /",
                "FROM busybox\nCOPY --chown=$USER --from=0123456789ab /secret /",
                "FROM busybox\nONBUILD COPY --from=0123456789ab /secret /",
                "FROM busybox\nRUN --mount=type=bind,from=0123456789ab cat /secret",
                "FROM busybox\nRUN --mount='type=bind,\"from=0123456789ab\"' cat /secret",
                "FROM busybox\nCOPY --from=0123456789ab /secret /\nFROM busybox AS 0123456789ab",
                "FROM busybox\n# x\rFROM busybox AS 0123456789ab\nCOPY --from=0123456789ab /secret /",
                "FROM busybox\nRUN echo \"<<X\"\nFROM 0123456789ab\nX",
                "FROM busybox\nRUN <<X\nFROM 0123456789ab",
                "FROM busybox\nRUN cat \\\\\nFROM 0123456789ab"
            })
    void anotherEnvironmentsImageIsFoundByWhatTheEngineWouldUse(String dockerfile) {
        assertThat(refusal(dockerfile)).singleElement().asString().endsWith("of another environment can't be used");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM busybox\nFROM ${TARGETARCH}/bank/api:1",
                "FROM busybox\nFROM ${P:?x}",
                "FROM busybox\nFROM $P",
                "ARG P=${Q:?x}\nFROM $P",
                "FROM busybox\nCOPY --from=$P / /"
            })
    void imageThatCantBeToldIsRefused(String dockerfile) {
        assertThat(refusal(dockerfile))
                .singleElement()
                .asString()
                .startsWith("Dockerfile:2: can't tell which image this uses");
    }

    @Test
    void stagesArgumentsAndImagesOfNobodyAreFree() {
        assertThat(refusal("""
                        ARG V=3
                        FROM --platform=linux/amd64 python:${V} AS first
                        ARG USER
                        COPY --chown=$USER:${USER:-1} ["a b", "$HOME/"]
                        ADD --chown="$USER" --chmod='755' . .
                        RUN --mount=type=cache,target=$HOME/.cache,id=${V:?x} psql -c 'SELECT 1 FROM $table'
                        RUN --network=none cat <<-"EOF" <<X
                        FROM $table
                        \tEOF
                        COPY --from=$X
                        X
                        LABEL from="--from=$X"
                        FROM scratch AS second
                        COPY --from=first /a /
                        COPY --from=0 /a /
                        copy --from=FIRST /a /
                        RUN --mount=type=bind,from=first,target=/x true
                        FROM second\\
                         AS third
                        FROM third
                        """)).isEmpty();
    }

    /** As an object of a project names it. */
    @Test
    void nameTellsTheOwnerOfAnImageThatTheEngineNeedNotHave() {
        assertThat(foreign.isForeign("longshore/bank/api:1")).isTrue();
        assertThat(foreign.isForeign("longshore/shop-staging/api:1")).isTrue();
        assertThat(foreign.isForeign("longshore/shop/api:1")).isFalse();
        assertThat(foreign.isForeign("longshore/stand-in:python")).isFalse();
        assertThat(foreign.isForeign("redis:alpine")).isFalse();
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
        return foreign.refusal(DockerfileReader.read("Dockerfile", dockerfile).dockerfile(), this::find).stream()
                .toList();
    }

    private Optional<LocalImage> find(String reference) {
        return reference.equals("0123456789ab")
                ? Optional.of(image(Map.of("dev.longshore.environment", "bank")))
                : Optional.empty();
    }

    private static LocalImage image(Map<String, String> labels) {
        return new LocalImage("sha256:1", 1, List.of(), List.of(), labels, "");
    }
}
