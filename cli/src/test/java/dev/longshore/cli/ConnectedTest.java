package dev.longshore.cli;

import dev.longshore.cli.testing.ApiServer;
import dev.longshore.cli.testing.Machine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of commands in a repository that is connected to a server, which is played. */
abstract class ConnectedTest {
    ApiServer server;
    Machine machine;

    @BeforeEach
    void connect(@TempDir Path directory) throws Exception {
        server = new ApiServer();
        machine = new Machine(directory, Hasura::run).connectedTo(server);
    }

    @AfterEach
    void close() {
        server.close();
    }
}
