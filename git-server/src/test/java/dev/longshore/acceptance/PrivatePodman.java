package dev.longshore.acceptance;

import dev.longshore.engine.EngineAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Some of what a reboot clears is common to all Podmans of a machine: which addresses are in use, and the name server. This
 * one has its own of it, in a mount namespace, by which its processes are known, too.
 */
final class PrivatePodman implements PrivateEngineKind {
    private static final String OWN_PLACES = "for place in /run/containers /run/netns; do"
            + " mkdir -p $place && mount -t tmpfs none $place || exit; done; exec \"$@\"";

    private final Path home;
    private String namespace = "";

    PrivatePodman(Path home) {
        this.home = home;
    }

    @Override
    public String name() {
        return "podman";
    }

    @Override
    public List<String> first(List<String> command) {
        return join(List.of("unshare", "--mount", "bash", "-c", OWN_PLACES, "private-podman"), command);
    }

    /** In the namespace that there is; after a power cut there is none. */
    @Override
    public List<String> again(List<String> command) {
        return processes()
                .findFirst()
                .map(process ->
                        join(List.of("nsenter", "--mount", "--target", Long.toString(process.pid()), "--"), command))
                .orElseGet(() -> first(command));
    }

    private static List<String> join(List<String> before, List<String> command) {
        return Stream.concat(before.stream(), command.stream()).toList();
    }

    @Override
    public void started(EngineAddress address) {
        try {
            String process = Files.readString(address.socket().resolveSibling("podman.pid"))
                    .strip();
            namespace = namespace(Long.parseLong(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ProcessHandle engine() {
        return processes()
                .filter(process -> PrivateEngineKind.commandLine(process).contains(" system service "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no podman of this test runs"));
    }

    @Override
    public Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        !namespace.isEmpty() && namespace(process.pid()).equals(namespace));
    }

    /** Empty files. */
    @Override
    public void spoilNetworkRecord() throws IOException {
        try (Stream<Path> networks = Files.list(home.resolve("podman/data/networks"))) {
            for (Path network :
                    networks.filter(file -> file.toString().endsWith(".json")).toList()) {
                Files.writeString(network, "");
            }
        }
    }

    /** Of mounts; a zombie has none. */
    private static String namespace(long process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process), "ns/mnt"))
                    .toString();
        } catch (IOException e) {
            return "";
        }
    }
}
