package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.EngineException;
import java.net.ConnectException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EngineFailureTest {
    private static final EngineAddress ADDRESS = new EngineAddress(Path.of("/run/engine.sock"));

    @Test
    void refusalIsTheEnginesOwnSentenceWithoutItsWrapping() {
        DockerException refusal = new ConflictException(
                "Status 409: {\"message\":\"Conflict. The container name \\\"/web\\\" is already in use\"}\n");

        EngineException failure = EngineFailure.of(ADDRESS, "create container web", refusal);

        assertThat(failure)
                .hasMessage("the engine can't create container web: the container name \"/web\" is already in use")
                .hasCause(refusal);
    }

    @Test
    void refusalToStartAProgramIsTheReasonAlone() {
        String told =
                "failed to create shim task: OCI runtime create failed: runc create failed: unable to start container"
                        + " process: exec: \"serve\": executable file not found in $PATH: unknown";

        assertThat(EngineFailure.sentence(told)).isEqualTo("exec: \"serve\": executable file not found in $PATH");
    }

    @Test
    void refusalWithoutJsonIsShownOnOneLine() {
        assertThat(EngineFailure.reason(new DockerException("bad\n gateway", 502)))
                .isEqualTo("status 502: bad gateway");
    }

    @Test
    void lostConnectionNamesTheAddress() {
        RuntimeException lost = new RuntimeException(new ConnectException("Connection refused"));

        assertThat(EngineFailure.of(ADDRESS, "list containers", lost))
                .hasMessage(
                        "the container engine at unix:///run/engine.sock doesn't answer (connection refused): start it and try again");
    }

    @Test
    void interruptIsNoFaultOfTheEngineAndStays() {
        RuntimeException ended = new RuntimeException(new ClosedByInterruptException());

        EngineException failure = EngineFailure.of(ADDRESS, "list containers", ended);

        assertThat(failure).hasMessage("interrupted before the engine could list containers");
        assertThat(Thread.interrupted()).isTrue();
    }
}
