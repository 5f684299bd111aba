package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.longshore.engine.ContainerState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerStatesTest {
    private static final Instant END = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "stopped, always, 0, 1, RESTARTING",
        "stopped, on-failure, 1, 1, RESTARTING",
        "stopped, on-failure, 0, 1, EXITED",
        "stopped, no, 1, 1, EXITED",
        "stopped, always, 1, 60, EXITED",
        "exited, always, 1, 1, EXITED",
        "restarting, always, 1, 1, RESTARTING"
    })
    void whatPodmanIsAboutToStartAgainIsRestarting(
            String word, String policy, int code, int seconds, ContainerState.Status status)
            throws JsonProcessingException {
        InspectContainerResponse container =
                new ObjectMapper().readValue("""
                        {"Id":"1","Name":"/a","Image":"sha256:0","Created":"2026-01-01T11:00:00Z",
                         "State":{"Status":"%s","ExitCode":%d,"FinishedAt":"%s"},
                         "HostConfig":{"RestartPolicy":{"Name":"%s"}}}
                        """.formatted(word, code, END, policy), InspectContainerResponse.class);

        ContainerState state = ContainerStates.of(container, END.plusSeconds(seconds));

        assertThat(state.status()).isEqualTo(status);
        assertThat(state.exitCode()).isEqualTo(Optional.of(code));
    }
}
