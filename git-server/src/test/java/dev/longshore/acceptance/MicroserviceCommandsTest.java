package dev.longshore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.ContainerState;
import dev.longshore.engine.testing.EngineTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about microservices, from the terminal to the containers that really run. */
@EngineTest
class MicroserviceCommandsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern LISTENING = Pattern.compile("Forwarding 127\\.0\\.0\\.1:([0-9]+) → cache:6380\n");
    private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private static Path directory;

    private static Installation longshore;
    private static Workstation developer;
    private static Browser browser;
    private static String project;

    @BeforeAll
    static void install() throws IOException {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        project = "ms-" + HexFormat.of().formatHex(random);
        longshore = Installation.start(directory);
        developer =
                longshore.workstation(PageAndCache.write(Files.createDirectory(directory.resolve("files"))), project);
        Command push = developer.push();
        assertThat(push.exitCode()).as(push.output()).isZero();
        browser = longshore.browser();
    }

    @AfterAll
    static void uninstall() {
        longshore.close();
    }

    @Test
    void a_command_in_a_container_has_its_input_and_its_exit_code() {
        Command failing = developer.hasura("ms", "exec", "web", "--", "sh", "-c", "echo out; echo err >&2; exit 42");
        Command large = developer.hasuraReading(
                "0123456789abcde\n".repeat(1 << 20), "ms", "exec", "web", "-i", "--", "wc", "-c");
        Command silent = developer.hasuraReading("hidden", "ms", "exec", "web", "--stdin=false", "--", "wc", "-c");
        Command unknown = developer.hasura("ms", "exec", "web", "--", "no-such-program");

        assertThat(failing.exitCode()).as(failing.output()).isEqualTo(42);
        assertThat(failing.output().lines()).containsExactlyInAnyOrder("out", "err");
        assertThat(large).isEqualTo(new Command(0, "16777216\n"));
        assertThat(silent).isEqualTo(new Command(0, "0\n"));
        assertThat(unknown.exitCode()).isBetween(126, 127);
    }

    @Test
    void a_command_in_a_terminal_has_one_of_the_same_size() {
        Command command = developer.inTerminal(
                "stty cols 101 rows 33; \"$HASURA\" ms exec web -it -- sh -c"
                        + " 'tty; while [ -z \"$(stty size 2>&-)\" ]; do sleep 0.05; done; stty size; exit 7'; echo \"exit $?\"");
        Command without = developer.inTerminal("\"$HASURA\" ms exec web --tty=false -- tty");

        assertThat(command.output()).contains("/dev/pts/", "33 101", "exit 7");
        assertThat(without.output()).contains("not a tty");
    }

    @Test
    void whom_a_command_can_not_be_given_to_is_told_in_a_line() {
        Command microservice = developer.hasura("ms", "exec", "wbe", "--", "true");
        Command namespace = developer.hasura("ms", "exec", "cache", "--", "true");
        Command pod = developer.hasura("ms", "exec", "web", "-p", "web-0", "--", "true");
        Command container = developer.hasura("ms", "exec", "web", "--container", "main", "--", "true");

        assertThat(microservice.output())
                .isEqualTo("hasura: there is no microservice wbe in namespace default; did you mean \"web\"?\n");
        assertThat(namespace.output()).isEqualTo("hasura: microservice cache is in namespace hasura; add: -n hasura\n");
        assertThat(pod.output()).matches("hasura: web has no pod web-0; it has web-[0-9a-f]{5}-0(-[0-9]+)?\n");
        assertThat(container.output()).isEqualTo("hasura: web has no container main; it has web\n");
        assertThat(List.of(microservice.exitCode(), namespace.exitCode(), pod.exitCode(), container.exitCode()))
                .containsOnly(1);
    }

    @Test
    void a_forwarded_port_carries_many_connections_and_much_data() throws IOException {
        Command.Running forwarding =
                developer.startHasura("microservice", "port-forward", "cache", "-n", "hasura", "--local-port", "0");
        try {
            int port = Await.value("the port", PATIENCE, () -> listening(forwarding));
            List<Socket> connections = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                connections.add(connect(port));
            }
            for (Socket connection : connections) {
                send(connection, "PING\r\n");
            }
            for (Socket connection : connections) {
                assertThat(connection.getInputStream().readNBytes(PONG.length)).isEqualTo(PONG);
                connection.close();
            }

            byte[] value = new byte[20_000_000];
            new SecureRandom().nextBytes(value);
            try (Socket connection = connect(port)) {
                send(connection, "*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$" + value.length + "\r\n");
                connection.getOutputStream().write(value);
                send(connection, "\r\n*2\r\n$3\r\nGET\r\n$3\r\nbig\r\n");
                InputStream in = connection.getInputStream();
                assertThat(new String(in.readNBytes("+OK\r\n$20000000\r\n".length()), StandardCharsets.US_ASCII))
                        .isEqualTo("+OK\r\n$20000000\r\n");
                assertThat(in.readNBytes(value.length)).isEqualTo(value);
                send(connection, "QUIT\r\n");
                assertThat(in.readAllBytes()).isEqualTo("\r\n+OK\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            Command taken = developer.hasura("ms", "pf", "cache", "-n", "hasura", "--port", port + ":6380");
            assertThat(taken.output()).contains("hasura: port " + port + " of this machine can't be listened on");
            assertThat(taken.exitCode()).isOne();
        } finally {
            forwarding.process().destroy();
        }
    }

    @Test
    void the_status_tells_replicas_addresses_and_pods() {
        Command status = developer.hasura("ms", "status", "web");

        assertThat(status.output())
                .startsWith(
                        "Reading status from cluster hasura [" + project + "]...\nName:          web\nCreated At:    ")
                .contains("Replicas:      1 desired | 1 created | 1 running | 0 pending | 0 error | 0 failed\n")
                .contains("Namespace:     default\nInternal URL:  web.default\nExternal URL:  http://web." + project)
                .containsPattern(
                        "Running Pods:\nNAME +STATUS +RESTARTS +AGE +CONTAINERS\nweb-[0-9a-f]{5}-0\\S* +Running ");
    }

    @Test
    void scaling_starts_and_ends_containers_until_the_next_push() throws IOException {
        Command up = developer.hasura("ms", "scale", "web", "3");
        int three = running("web").size();
        Command none = developer.hasura("ms", "scale", "web", "0");
        int zero = running("web").size();
        Command writer = developer.hasura("ms", "scale", "cache", "2", "-n", "hasura");
        developer.add("README.md", "Hello " + zero);
        developer.commit("Say hello");
        Command push = developer.push();

        assertThat(up.exitCode()).as(up.output()).isZero();
        assertThat(up.output()).containsPattern("push [0-9]+ is live in .* \\(web has 3 replicas, had 1\\)\\. Undo: ");
        assertThat(three).isEqualTo(3);
        assertThat(none.exitCode()).as(none.output()).isZero();
        assertThat(zero).isZero();
        assertThat(writer.exitCode()).isOne();
        assertThat(writer.output()).containsPattern("push [0-9]+ refused: .* write to the same claim");
        assertThat(push.exitCode()).as(push.output()).isZero();
        assertThat(push.output()).contains("1 replica again, as its manifest says: a command had made it 0");
        assertThat(running("web")).hasSize(1);
        assertThat(browser.get("web." + project + ".localhost", "/").body()).isEqualTo("hello\n");
    }

    @Test
    void a_restart_changes_the_containers_once_and_not_again_at_the_next_push() {
        List<String> before = running("web");
        List<String> others = running("cache");

        Command restart = developer.hasura("ms", "restart", "web");
        List<String> restarted = running("web");
        developer.add("NOTES.md", restarted.toString());
        developer.commit("Take notes");
        Command push = developer.push();

        assertThat(restart.exitCode()).as(restart.output()).isZero();
        assertThat(restarted).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(push.output()).contains("nothing in this commit changes what runs");
        assertThat(running("web")).isEqualTo(restarted);
        assertThat(running("cache")).isEqualTo(others);
    }

    @Test
    void what_is_removed_is_gone_with_its_routes_and_comes_back_with_its_data() throws IOException {
        String host = "web." + project + ".localhost";
        developer.hasura("ms", "exec", "cache", "-n", "hasura", "--", "redis-cli", "SET", "kept", "yes");
        developer.hasura("ms", "exec", "cache", "-n", "hasura", "--", "redis-cli", "SAVE");

        Command web = developer.hasura("ms", "remove", "web", "--yes");
        int answer = browser.get(host, "/").statusCode();
        Command cache = developer.hasura("ms", "remove", "cache", "-n", "hasura", "--yes");
        List<String> left = running("cache");
        developer.add("CHANGES.md", "Removed " + web.exitCode());
        developer.commit("Bring all back");
        Command push = developer.push();

        assertThat(web.exitCode()).as(web.output()).isZero();
        assertThat(answer).isEqualTo(404);
        assertThat(cache.exitCode()).as(cache.output()).isZero();
        assertThat(cache.output())
                .contains(
                        "The data of claim cache-data stays. Remove it for good: hasura claim remove cache-data -n hasura");
        assertThat(left).isEmpty();
        assertThat(push.output()).contains("web        comes back: a command had removed it");
        assertThat(push.exitCode()).as(push.output()).isZero();
        assertThat(browser.get(host, "/").body()).isEqualTo("hello\n");
        assertThat(developer
                        .hasura("ms", "exec", "cache", "-n", "hasura", "--", "redis-cli", "GET", "kept")
                        .output())
                .isEqualTo("yes\n");
    }

    /** The ids of a workload's containers. */
    private static List<String> running(String workload) {
        return longshore.containers(project).stream()
                .filter(container -> workload.equals(container.labels().get("dev.longshore.workload")))
                .map(ContainerState::id)
                .sorted()
                .toList();
    }

    private static Optional<Integer> listening(Command.Running forwarding) {
        Matcher line = LISTENING.matcher(forwarding.outputSoFar());
        return line.find() ? Optional.of(Integer.parseInt(line.group(1))) : Optional.empty();
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    private static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
