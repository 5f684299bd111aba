package dev.longshore.cli.credentials;

import dev.longshore.cli.json.JsonObject;
import dev.longshore.cli.json.JsonText;
import dev.longshore.cli.json.MalformedJson;
import dev.longshore.cli.server.ServerUrl;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The access tokens of one person, a JSON file that only its owner can read:
 * {@code {"default": "<server>", "servers": {"<server>": {"user": "…", "token": "…"}}}}.
 */
public final class CredentialsFile {
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
        return Optional.ofNullable(read().servers().get(server));
    }

    /** The server that was last logged in to, or the only one. */
    public Optional<ServerUrl> defaultServer() {
        Content content = read();
        Set<ServerUrl> servers = content.servers().keySet();
        return content.chosen()
                .filter(servers::contains)
                .or(() -> servers.size() == 1 ? servers.stream().findFirst() : Optional.empty());
    }

    public void store(ServerUrl server, Credential credential, boolean asDefault) {
        Content content = read();
        Map<ServerUrl, Credential> servers = new LinkedHashMap<>(content.servers());
        servers.put(server, credential);
        write(new Content(asDefault ? Optional.of(server) : content.chosen(), servers));
    }

    public void erase(ServerUrl server) {
        Content content = read();
        Map<ServerUrl, Credential> servers = new LinkedHashMap<>(content.servers());
        servers.remove(server);
        write(new Content(content.chosen(), servers));
    }

    /** What the file says. */
    private record Content(Optional<ServerUrl> chosen, Map<ServerUrl, Credential> servers) {}

    private Content read() {
        try (InputStream in = Files.newInputStream(file)) {
            JsonObject json = JsonText.readObject(in);
            JsonObject entries = json.object("servers").orElseGet(JsonObject::empty);
            Map<ServerUrl, Credential> servers = new LinkedHashMap<>();
            for (String url : entries.names()) {
                JsonObject entry = entries.object(url).orElseGet(JsonObject::empty);
                ServerUrl.of(url)
                        .ifPresent(
                                server -> servers.put(server, new Credential(entry.text("user"), entry.text("token"))));
            }
            return new Content(json.optionalText("default").flatMap(ServerUrl::of), servers);
        } catch (NoSuchFileException nobodyLoggedInYet) {
            return new Content(Optional.empty(), Map.of());
        } catch (MalformedJson notAsWritten) {
            throw unusable("is damaged (" + Failure.reason(notAsWritten) + "); correct or remove it", notAsWritten);
        } catch (IOException unreadable) {
            throw unusable("can't be read: " + Failure.reason(unreadable), unreadable);
        }
    }

    /** Replaces the file in one step, so that a reader never sees half of it. */
    private void write(Content content) {
        Map<String, Object> servers = new LinkedHashMap<>();
        content.servers().forEach((server, credential) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("user", credential.user());
            entry.put("token", credential.token());
            servers.put(server.value(), entry);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        content.chosen().ifPresent(server -> json.put("default", server.value()));
        json.put("servers", servers);
        try {
            Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
            Path next = Files.createTempFile(directory, "credentials", ".json", OWNER_ONLY);
            Files.writeString(next, JsonText.write(json) + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw unusable("can't be written: " + Failure.reason(unwritable), unwritable);
        }
    }

    private Failure unusable(String why, Exception cause) {
        return new Failure(ExitCode.FAILED, file + " " + why, cause);
    }
}
