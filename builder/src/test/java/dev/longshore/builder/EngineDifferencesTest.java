package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.dockerfile.DockerfileReader;
import dev.longshore.project.dockerfile.DockerfileReading;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineDifferencesTest {
    /** An engine without heredocs would build on the image that is named in them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN true <<CMD\nFROM longshore/bank/api:1\nCMD",
                "RUN true <<\"RUN x\"\nFROM longshore/bank/api:1\nRUN x",
                "RUN true <<'# x'\nFROM longshore/bank/api:1\n# x",
                "ONBUILD RUN true <<shell\nFROM longshore/bank/api:1\nshell",
                "COPY <<user /x\nFROM longshore/bank/api:1\nuser",
                "RUN true <<A <<\\\\\nA\nFROM longshore/bank/api:1\n\\"
            })
    void heredocWhoseEndCouldBeAnInstructionIsRefused(String instruction) {
        assertThat(refusal("FROM busybox\n" + instruction + "\n").orElse(""))
                .matches("Dockerfile:2: an engine may take the heredoc's end \".*\" for an instruction; name it EOF");
    }

    @Test
    void escapeDirectiveNextToOneThatOlderEnginesDoNotKnowIsRefused() {
        assertThat(refusal("# check=skip=all\n# escape=`\nFROM busybox\n"))
                .contains("Dockerfile: an engine may not see \"# escape=`\" next to \"# check=\"; remove the latter");
    }

    @Test
    void everythingElseIsReadTheSame() {
        assertThat(refusal("# syntax=x\n# escape=`\nFROM busybox\nRUN <<EOF\nx\nEOF\nCOPY <<a.conf /x\n$y\na.conf\n"))
                .isEmpty();
    }

    private static Optional<String> refusal(String text) {
        DockerfileReading reading = DockerfileReader.read("Dockerfile", text);
        assertThat(reading.errors()).isEmpty();
        return EngineDifferences.in(reading.dockerfile());
    }
}
