package dev.longshore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.testing.EngineTest;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hasura microservice port-forward postgres -n hasura --local-port 6432}, with a PostgreSQL and its clients. */
@EngineTest
class PortForwardTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CONNECTIONS = 30;

    @TempDir
    private static Path directory;

    private static Installation longshore;
    private static Workstation developer;

    private int port;
    private Command.Running forwarding;

    @BeforeAll
    static void install() throws IOException {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        longshore = Installation.start(directory);
        developer = longshore.workstation(
                Postgres.write(Files.createDirectory(directory.resolve("files"))),
                "pg-" + HexFormat.of().formatHex(random));
        Command push = developer.push();
        assertThat(push.exitCode()).as(push.output()).isZero();
    }

    @AfterAll
    static void uninstall() {
        longshore.close();
    }

    @BeforeEach
    void forward() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        forwarding = developer.startHasura(
                "microservice", "port-forward", "postgres", "-n", "hasura", "--local-port", Integer.toString(port));
        String line = "Forwarding 127.0.0.1:" + port + " → postgres:5432\n";
        Await.until(line, PATIENCE, () -> forwarding.outputSoFar().equals(line));
    }

    @AfterEach
    void stop() {
        forwarding.process().destroy();
        forwarding.await();
    }

    @Test
    void many_clients_use_it_at_once_until_Ctrl_C() throws Exception {
        try (Connection first = connect()) {
            assertThat(ask(first, "SELECT current_user || ' of ' || current_database()"))
                    .isEqualTo("admin of hasuradb");
            List<Connection> connections = new ArrayList<>();
            Set<String> backends = new HashSet<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(connect());
                backends.add(ask(connections.get(i), "SELECT pg_backend_pid()"));
            }
            assertThat(ask(first, "SELECT repeat('0123456789', 1000000)")).hasSize(10_000_000);
            for (Connection connection : connections) {
                assertThat(backends).contains(ask(connection, "SELECT pg_backend_pid()"));
                connection.close();
            }
            assertThat(backends).hasSize(CONNECTIONS);

            interrupt();

            assertThat(forwarding.await().output())
                    .isEqualTo(forwarding.outputSoFar())
                    .hasLineCount(1);
            assertThatThrownBy(() -> ask(first, "SELECT 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(this::connect).hasMessageContaining("refused");
        }
    }

    @Test
    void it_goes_on_with_the_pod_that_replaces_the_one_it_led_to() throws Exception {
        try (Connection before = connect()) {
            ask(before, "CREATE TABLE kept AS SELECT 42 AS answer");

            succeed(developer.hasura("microservice", "restart", "postgres", "-n", "hasura"));

            assertThatThrownBy(() -> ask(before, "SELECT 1")).isInstanceOf(SQLException.class);
        }
        try (Connection after = connect()) {
            assertThat(ask(after, "SELECT answer FROM kept")).isEqualTo("42");
        }
        succeed(developer.hasura("microservice", "scale", "postgres", "0", "-n", "hasura"));
        assertThatThrownBy(this::connect).isInstanceOf(SQLException.class);
        assertThat(forwarding.outputSoFar())
                .endsWith("\nhasura: no pod of postgres runs; see: hasura microservice status postgres -n hasura\n");
        succeed(developer.hasura("microservice", "scale", "postgres", "1", "-n", "hasura"));
        try (Connection again = connect()) {
            assertThat(ask(again, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void what_keeps_it_from_beginning_is_told_in_a_line() {
        String local = Integer.toString(port);

        assertThat(developer.hasura("ms", "pf", "postgres", "-n", "hasura", "--local-port", local))
                .isEqualTo(new Command(
                        1,
                        "hasura: port " + port + " of this machine can't be listened on (Address already in use);"
                                + " choose another: --local-port\n"));
        assertThat(developer.hasura("ms", "pf", "postgres", "--local-port", "0"))
                .isEqualTo(new Command(1, "hasura: microservice postgres is in namespace hasura; add: -n hasura\n"));
        assertThat(developer.hasura("ms", "pf", "postgers", "-n", "hasura", "--local-port", "0"))
                .isEqualTo(new Command(
                        1,
                        "hasura: there is no microservice postgers in namespace hasura; did you mean \"postgres\"?\n"));
        assertThat(developer
                        .hasura("ms", "pf", "postgres", "-n", "hasura", "-p", "postgres-9", "--local-port", "0")
                        .output())
                .matches("hasura: postgres has no pod postgres-9; it has postgres-[0-9a-f]{5}-0\\S*\n");
    }

    private void interrupt() {
        Command interrupt = Command.run(
                directory,
                Map.of(),
                List.of("kill", "-INT", Long.toString(forwarding.process().pid())));
        assertThat(interrupt.exitCode()).isZero();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/hasuradb?sslmode=disable&connectTimeout=20",
                "admin",
                "secret");
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(query)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }

    private static void succeed(Command command) {
        assertThat(command.exitCode()).as(command.output()).isZero();
    }
}
