package dev.longshore.acceptance;

import dev.longshore.engine.EngineAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How a {@link PrivateEngine} of one kind is run, found and damaged. */
sealed interface PrivateEngineKind permits PrivateDocker, PrivatePodman {
    /** As engine.sh calls it. */
    String name();

    /** The command line by which a command of engine.sh is run for the first time. */
    List<String> first(List<String> command);

    /** The command line by which one is run later. */
    List<String> again(List<String> command);

    /** The engine listens. */
    void started(EngineAddress address);

    /** The process that answers requests. */
    ProcessHandle engine();

    /** All that run for the engine, besides what descends from them. */
    Stream<ProcessHandle> processes();

    /** Leaves of each network on record what a power cut might. */
    void spoilNetworkRecord() throws IOException;

    /** A zombie has none. */
    static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
