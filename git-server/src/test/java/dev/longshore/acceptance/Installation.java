package dev.longshore.acceptance;

import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.docker.DockerEngine;
import dev.longshore.engine.testing.TestAddresses;
import dev.longshore.server.access.Role;
import dev.longshore.server.access.Users;
import dev.longshore.server.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Longshore as installed on a machine: a gateway and a server, each a process of its own on ports of its own, over the
 * real engine. Closing it removes from the engine whatever its environments left there.
 */
final class Installation implements AutoCloseable {
    private static final String ENVIRONMENT_LABEL = "dev.longshore.environment";

    private final Path directory;
    private final Path data;
    private final Engine engine = DockerEngine.connect(EngineAddress.fromEnvironment(System.getenv()));
    private final Set<String> environments = new HashSet<>();
    private final String token;
    private final Program gateway;
    private final int gatewayPort;
    private Program server;
    private int serverPort;

    private final Map<String, String> serverEnvironment;
    private final List<String> serverOptions;

    private Installation(Path directory, Map<String, String> serverEnvironment, List<String> serverOptions)
            throws IOException {
        this.directory = directory;
        this.serverEnvironment = serverEnvironment;
        this.serverOptions = serverOptions;
        this.data = Files.createDirectories(directory.resolve("data"));
        Command created = Command.run(
                directory,
                Map.of(),
                Program.java(
                        "dev.longshore.server.ServerMain",
                        List.of("create-administrator", "admin", "--data", data.toString())));
        this.token = created.output().lines().reduce((first, last) -> last).orElseThrow();
        this.gateway = Program.start(
                "dev.longshore.gateway.GatewayMain",
                directory,
                List.of("--routes", data.resolve("gateway").toString(), "--port", "0"));
        this.gatewayPort = gateway.awaitPort();
        this.server = startServer(0);
        this.serverPort = server.awaitPort();
    }

    static Installation start(Path directory) throws IOException {
        return start(directory, Map.of(), List.of());
    }

    /**
     * @param serverEnvironment variables that only the server gets
     * @param serverOptions of its command line
     */
    static Installation start(Path directory, Map<String, String> serverEnvironment, List<String> serverOptions)
            throws IOException {
        return new Installation(directory, serverEnvironment, serverOptions);
    }

    private Program startServer(int port) {
        List<String> arguments = new ArrayList<>(List.of(
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--ssh-port",
                "0",
                "--gateway-port",
                Integer.toString(gatewayPort)));
        TestAddresses.range().ifPresent(range -> arguments.addAll(List.of("--addresses", range)));
        arguments.addAll(serverOptions);
        return Program.start("dev.longshore.server.ServerMain", directory, serverEnvironment, arguments);
    }

    Path data() {
        return data;
    }

    int serverPort() {
        return serverPort;
    }

    int gatewayPort() {
        return gatewayPort;
    }

    /** What the server has printed and logged. */
    String serverLog() {
        return server.output();
    }

    /** The engine's containers of an environment that are not of the deployer's own making: name → id. */
    List<ContainerState> containers(String environment) {
        return engine.containers().list(Map.of(ENVIRONMENT_LABEL, environment));
    }

    Engine engine() {
        return engine;
    }

    String serverUrl() {
        return "http://localhost:" + serverPort;
    }

    String token() {
        return token;
    }

    /** A token for another user, as an administrator would give it out. */
    String issueToken(String user, Role role) {
        return new Users(Database.open(data.resolve("longshore.db")), Clock.systemUTC())
                .issueToken(user, role)
                .secret();
    }

    Path directory() {
        return directory;
    }

    Browser browser() {
        return new Browser(gatewayPort);
    }

    /** A clone of a project that is pushed to this installation, under a name that is not used yet. */
    Workstation workstation(Path files, String project) throws IOException {
        environments.add(project);
        return Workstation.create(this, files, project);
    }

    void killServer() {
        server.kill();
    }

    /** Starts the server again on the port that it had. */
    void restartServer() {
        server = startServer(serverPort);
        server.awaitPort();
    }

    @Override
    public void close() {
        server.close();
        gateway.close();
        for (String environment : environments) {
            Map<String, String> labels = Map.of(ENVIRONMENT_LABEL, environment);
            engine.containers()
                    .list(labels)
                    .forEach(container -> engine.containers().remove(container.id()));
            engine.networks().list(labels).forEach(network -> engine.networks().remove(network.name()));
            engine.volumes().list(labels).forEach(volume -> engine.volumes().remove(volume));
        }
        engine.close();
    }
}
