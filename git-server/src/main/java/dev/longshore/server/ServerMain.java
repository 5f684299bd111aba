package dev.longshore.server;

import dev.longshore.deployer.engine.network.AddressPool;
import dev.longshore.engine.docker.DockerEngine;
import dev.longshore.server.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The server program. It runs until it is told to stop (SIGTERM, SIGINT). */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = "Receives pushes, builds what changed and rolls it out.")
public final class ServerMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServerMain.class);

    private static final long MAX_SECONDS = 3600;

    private final Terminal terminal;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where everything is kept (default: $LONGSHORE_HOME/data or ~/.longshore/data)")
    private Path data = defaultData();

    @Option(
            names = "--port",
            description = "the server's port on 127.0.0.1; 0 lets the system choose (default: ${DEFAULT-VALUE})")
    private int port = Settings.Addresses.DEFAULT_HTTP;

    @Option(
            names = "--ssh-port",
            description =
                    "the server's port for SSH on 127.0.0.1; 0 lets the system choose (default: ${DEFAULT-VALUE})")
    private int sshPort = Settings.Addresses.DEFAULT_SSH;

    @Option(names = "--gateway-port", description = "where the gateway listens (default: ${DEFAULT-VALUE})")
    private int gatewayPort = Settings.Addresses.DEFAULT_GATEWAY;

    @Option(names = "--domain", description = "below which projects have their host names (default: ${DEFAULT-VALUE})")
    private String domain = Settings.Addresses.DEFAULT_DOMAIN;

    @Option(
            names = "--engine-timeout",
            paramLabel = "SECONDS",
            description = "how long the container engine may take to answer (default: ${DEFAULT-VALUE})")
    private long engineTimeout = DockerEngine.DEFAULT_PATIENCE.toSeconds();

    @Option(
            names = "--addresses",
            paramLabel = "RANGE",
            description = "what containers' networks are cut from, each a /24 (default: ${DEFAULT-VALUE})")
    private String addresses = AddressPool.DEFAULT.toString();

    @Option(
            names = "--no-isolation",
            description = "let containers reach this machine and other projects; every push warns of it")
    private boolean noIsolation;

    @Option(
            names = "--database-timeout",
            paramLabel = "SECONDS",
            description = "how long another program may lock the database (default: ${DEFAULT-VALUE})")
    private long databaseTimeout = Database.DEFAULT_LOCK_WAIT.toSeconds();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private BuildOptions builds = new BuildOptions();

    private ServerMain(Terminal terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] arguments) {
        Terminal terminal = new Terminal();
        int exitCode = new CommandLine(new ServerMain(terminal))
                .addSubcommand(new CreateAdministrator(terminal))
                .setExecutionExceptionHandler((exception, command, result) -> tell(terminal, exception))
                .execute(arguments);
        System.exit(exitCode);
    }

    static Path defaultData() {
        return Optional.ofNullable(System.getenv("LONGSHORE_HOME"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".longshore"))
                .resolve("data");
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.defaults(data)
                .withAddresses(new Settings.Addresses(port, sshPort, gatewayPort, domain))
                .withTimes(times -> times.withDatabaseWait(seconds("--database-timeout", databaseTimeout)))
                .withLimits(limits::apply);
        RoomsFactory rooms = new EngineRooms(
                System.getenv(),
                seconds("--engine-timeout", engineTimeout),
                AddressPool.parse(addresses),
                !noIsolation,
                builds.limits());
        LongshoreServer server = LongshoreServer.start(settings, rooms);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
        terminal.print("longshore listens on " + server.url() + "/ and " + server.sshUrl() + "/");
        new CountDownLatch(1).await();
        return 0;
    }

    private static Duration seconds(String option, long seconds) {
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException(option + " must be between 1 and " + MAX_SECONDS + " seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    private static void stop(LongshoreServer server) {
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("the data directory's lock can't be given back", e);
        }
    }

    /** What a person can mend is told in a line; only what nobody expected goes to the log with its trace. */
    private static int tell(Terminal terminal, Exception exception) {
        if (!(exception instanceof IllegalStateException || exception instanceof IllegalArgumentException)) {
            LOG.error("the server can't run", exception);
        }
        terminal.error(String.valueOf(exception.getMessage()));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
