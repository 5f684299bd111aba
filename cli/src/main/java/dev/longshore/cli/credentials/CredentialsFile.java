package dev.longshore.cli.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cli.server.ServerUrl;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * The access tokens of one person, a JSON file that only its owner can read:
 * {@code {"default": "<server>", "servers": {"<server>": {"user": "…", "token": "…"}}}}.
 */
public final class CredentialsFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final Path file;

    public CredentialsFile(Path directory) {
        this.directory = directory.toAbsolutePath();
        this.file = this.directory.resolve("credentials.json");
    }

    /** @param home the person's home directory */
    public static CredentialsFile of(Map<String, String> environment, Path home) {
        String configured = environment.getOrDefault("LONGSHORE_CONFIG_HOME", "");
        Path directory = configured.isEmpty() ? home.resolve(".config/longshore") : Path.of(configured);
        return new CredentialsFile(directory);
    }

    public Path path() {
        return file;
    }

    public Optional<Credential> find(ServerUrl server) {
        JsonNode entry = read().path("servers").path(server.value());
        return entry.isObject()
                ? Optional.of(new Credential(
                        entry.path("user").asText(), entry.path("token").asText()))
                : Optional.empty();
    }

    /** The only server, or the one that was last logged in to. */
    public Optional<ServerUrl> defaultServer() {
        ObjectNode content = read();
        JsonNode servers = content.path("servers");
        String chosen = content.path("default").asText();
        if (servers.has(chosen)) {
            return ServerUrl.of(chosen);
        }
        return servers.size() == 1 ? ServerUrl.of(servers.fieldNames().next()) : Optional.empty();
    }

    public void store(ServerUrl server, Credential credential, boolean asDefault) {
        ObjectNode content = read();
        content.withObjectProperty("servers")
                .putObject(server.value())
                .put("user", credential.user())
                .put("token", credential.token());
        if (asDefault) {
            content.put("default", server.value());
        }
        write(content);
    }

    public void erase(ServerUrl server) {
        ObjectNode content = read();
        content.withObjectProperty("servers").remove(server.value());
        write(content);
    }

    private ObjectNode read() {
        try {
            if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode content) {
                return content;
            }
        } catch (NoSuchFileException nobodyLoggedInYet) {
            return JSON.createObjectNode();
        } catch (JsonProcessingException notJson) {
            throw unusable("is not valid JSON; correct or remove it", notJson);
        } catch (IOException unreadable) {
            throw unusable("can't be read: " + Failure.reason(unreadable), unreadable);
        }
        throw new Failure(ExitCode.FAILED, file + " is not a JSON object; correct or remove it");
    }

    /** Replaces the file in one step, so that a reader never sees half of it. */
    private void write(ObjectNode content) {
        try {
            Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
            Path next = Files.createTempFile(directory, "credentials", ".json", OWNER_ONLY);
            Files.writeString(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw unusable("can't be written: " + Failure.reason(unwritable), unwritable);
        }
    }

    private Failure unusable(String why, IOException cause) {
        return new Failure(ExitCode.FAILED, file + " " + why, cause);
    }
}
