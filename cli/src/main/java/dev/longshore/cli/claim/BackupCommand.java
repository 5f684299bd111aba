package dev.longshore.cli.claim;

import dev.longshore.cli.server.Claim;
import dev.longshore.cli.server.ClaimsApi;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.cli.terminal.Terminal;
import dev.longshore.project.progress.ByteCount;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies a claim's data into a file. */
@Command(name = "backup", description = "Copies a claim's data into a .tar.gz file.")
public final class BackupCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";
    private static final int BUFFER = 64 * 1024;

    private final Surroundings surroundings;

    @Mixin
    private final ClaimOptions options;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file, or - for standard output; NAME.tar.gz by default.")
    private Optional<String> output = Optional.empty();

    @Option(names = "--stop", description = "Stop what uses the claim meanwhile.")
    private boolean stop;

    public BackupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.options = new ClaimOptions(surroundings);
    }

    @Override
    public Integer call() {
        ClaimsApi api = options.connect();
        Claim claim = options.find(api);
        if (output.equals(Optional.of(STANDARD_OUTPUT))) {
            pass(api, claim);
        } else {
            Path file = surroundings.workingDirectory().resolve(output.orElse(claim.name() + ".tar.gz"));
            long size = save(api, claim, file);
            surroundings.terminal().line("saved     " + claim.name() + " in " + file + ", " + ByteCount.text(size));
        }
        if (!stop && !claim.usedBy().isEmpty()) {
            String users = String.join(", ", claim.usedBy());
            surroundings
                    .terminal()
                    .notice("note      " + users + " ran meanwhile: what was being written is as after a crash;"
                            + " --stop stops it for the time of the backup");
        }
        return ExitCode.OK.value();
    }

    private void pass(ClaimsApi api, Claim claim) {
        Terminal terminal = surroundings.terminal();
        if (terminal.columns().isPresent()) {
            throw new Failure(
                    ExitCode.USAGE, "an archive can't be shown on a terminal; lead it into a file or a program");
        }
        try (InputStream archive = api.backUp(claim, stop)) {
            copy(api, archive, terminal::pass);
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, "nobody took all of the backup", e);
        }
    }

    /** Only a backup that is whole gets the name of the file. */
    private long save(ClaimsApi api, Claim claim, Path file) {
        if (Files.exists(file)) {
            throw new Failure(ExitCode.FAILED, file + " is there already; choose another file with -o");
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (InputStream archive = api.backUp(claim, stop);
                    OutputStream out = create(unfinished)) {
                copy(api, archive, (bytes, length) -> {
                    out.write(bytes, 0, length);
                    return true;
                });
            }
            Files.move(unfinished, file);
            return Files.size(file);
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, "can't write " + file + ": " + Failure.reason(e), e);
        } finally {
            deleteQuietly(unfinished);
        }
    }

    /** For its owner alone: it may hold anything. */
    private static OutputStream create(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.newOutputStream(file);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Whether there is a backup is what counts.
        }
    }

    private static void copy(ClaimsApi api, InputStream archive, Sink sink) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int length = read(api, archive, buffer); length >= 0; length = read(api, archive, buffer)) {
            if (!sink.pass(buffer, length)) {
                throw new IOException("nobody reads any more");
            }
        }
    }

    private static int read(ClaimsApi api, InputStream archive, byte[] buffer) {
        try {
            return archive.read(buffer);
        } catch (IOException cut) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    "the backup broke off, so there is none; " + api.server() + " may have more in its log",
                    cut);
        }
    }

    /** Takes bytes; returns whether anybody wants more. */
    @FunctionalInterface
    private interface Sink {
        boolean pass(byte[] bytes, int length) throws IOException;
    }
}
