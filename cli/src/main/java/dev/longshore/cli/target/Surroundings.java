package dev.longshore.cli.target;

import dev.longshore.cli.credentials.CredentialsFile;
import dev.longshore.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a command finds around it.
 *
 * @param clock whose zone is the one that times are shown in
 * @param launcher the absolute path of the script that started this program; empty when it was started without it
 */
public record Surroundings(
        Terminal terminal,
        Map<String, String> environment,
        Path home,
        Path workingDirectory,
        Clock clock,
        Optional<Path> launcher) {
    public static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        Integer columns = Integer.getInteger("longshore.columns");
        return new Surroundings(
                Terminal.ofProcess(environment, columns == null ? OptionalInt.empty() : OptionalInt.of(columns)),
                environment,
                Path.of(System.getProperty("user.home")),
                Path.of("").toAbsolutePath(),
                Clock.system(ZoneId.systemDefault()),
                Optional.ofNullable(System.getProperty("longshore.launcher")).map(Path::of));
    }

    public CredentialsFile credentials() {
        return CredentialsFile.of(environment, home);
    }
}
