package dev.longshore.acceptance;

import dev.longshore.engine.EngineAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Each process of it has one of its directories on its command line. */
final class PrivateDocker implements PrivateEngineKind {
    private final Path home;
    private String directory = "";

    PrivateDocker(Path home) {
        this.home = home;
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public List<String> first(List<String> command) {
        return command;
    }

    @Override
    public List<String> again(List<String> command) {
        return command;
    }

    @Override
    public void started(EngineAddress address) {
        directory = address.socket().getParent() + "/";
    }

    @Override
    public ProcessHandle engine() {
        return processes()
                .filter(process -> process.info().command().orElse("").endsWith("/dockerd"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no dockerd of this test runs"));
    }

    @Override
    public Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String line = PrivateEngineKind.commandLine(process);
                    return line.contains(directory) || line.contains(home + "/engine/");
                })
                .filter(process -> process.pid() != ProcessHandle.current().pid());
    }

    /** Without its addresses. */
    @Override
    public void spoilNetworkRecord() throws IOException {
        Path file = home.resolve("engine/data/network/files/local-kv.db");
        String record = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, record.replace("ipamV4Info", "ipamV4Inf0"), StandardCharsets.ISO_8859_1);
    }
}
