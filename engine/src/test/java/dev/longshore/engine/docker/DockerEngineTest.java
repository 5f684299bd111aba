package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest {
    @EngineTest
    @Test
    void engineTellsWhatItIs() {
        try (EngineSandbox sandbox = new EngineSandbox()) {
            assertThat(sandbox.engine().description()).matches("(Docker Engine|Podman) \\d+\\..*");
        }
    }

    @Test
    void engineThatDoesNotAnswerIsNamedWithItsAddress(@TempDir Path directory) {
        EngineAddress address = new EngineAddress(directory.resolve("none.sock"));
        try (Engine engine = DockerEngine.connect(address)) {
            assertThatThrownBy(engine::description)
                    .isInstanceOf(EngineException.class)
                    .hasMessage("the container engine at " + address
                            + " doesn't answer (no such file or directory): start it and try again");
        }
    }
}
