package dev.longshore.gateway.route;

import dev.longshore.project.name.DnsLabel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files {@code <environment>.acknowledged}: what the gateway tells the deployer. */
final class Acknowledgements {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);
    private static final String EXTENSION = ".acknowledged";

    private final Path directory;

    Acknowledgements(Path directory) {
        this.directory = directory;
    }

    /** Makes the files say exactly what is served. What can't be written now is tried again with the next call. */
    void write(Map<String, Long> generations) {
        generations.forEach((environment, generation) -> {
            try {
                write(environment, generation.toString());
            } catch (IOException e) {
                LOG.warn("can't acknowledge generation {} of {}: {}", generation, environment, e.toString());
            }
        });
        try {
            removeAllBut(generations);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("can't tidy {}: {}", directory, e.toString());
        }
    }

    private void write(String environment, String generation) throws IOException {
        Path file = directory.resolve(environment + EXTENSION);
        if (read(file).equals(generation)) {
            return;
        }
        Path temporary = directory.resolve("." + environment + EXTENSION);
        Files.writeString(temporary, generation, StandardCharsets.US_ASCII);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private void removeAllBut(Map<String, Long> generations) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + EXTENSION)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String environment = name.substring(0, name.length() - EXTENSION.length());
                if (DnsLabel.matches(environment) && !generations.containsKey(environment)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
