package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void aNewOneIsItsOwnersOnly() throws Exception {
        Path root = directory.resolve("below/data");

        DataDirectory.open(root);

        assertThat(permissions(root)).isEqualTo("rwx------");
    }

    @Test
    void oneThatIsThereAlreadyBecomesItsOwnersOnly() throws Exception {
        Path root = Files.createDirectory(directory.resolve("data"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));

        DataDirectory.open(root);

        assertThat(permissions(root)).isEqualTo("rwx------");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
