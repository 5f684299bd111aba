package dev.longshore.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The gateway's program. */
@Command(name = "gateway", description = "Serves the routes of all environments on 127.0.0.1.")
public final class GatewayMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayMain.class);

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            defaultValue = "${env:LONGSHORE_HOME:-${sys:user.home}/.longshore}/data/gateway",
            description = "The directory with a file of routes for each environment (default: ${DEFAULT-VALUE}).")
    private Path routes = Path.of("");

    @Option(
            names = "--port",
            defaultValue = "8000",
            description = "The port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Spec
    private CommandSpec command = CommandSpec.create();

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new GatewayMain());
        commandLine
                .getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        int status = commandLine.execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Returns when the process has been told to end. */
    @Override
    public Integer call() throws InterruptedException {
        try {
            Gateway gateway = Gateway.start(GatewaySettings.of(routes, port));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "shutdown"));
            PrintWriter out = command.commandLine().getOut();
            out.println("gateway listens on http://localhost:" + gateway.port() + "/");
            out.flush();
            gateway.join();
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            command.commandLine().getErr().println("gateway: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static void stop(Gateway gateway) {
        try {
            gateway.close();
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
        }
    }
}
