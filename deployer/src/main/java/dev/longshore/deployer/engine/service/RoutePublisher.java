package dev.longshore.deployer.engine.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.concurrent.Await;
import dev.longshore.deployer.engine.files.ClusterDirectory;
import dev.longshore.deployer.engine.files.FileFailure;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.route.RouteTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hands route tables to the gateway through its directory, as {@link RouteTable} says. */
public final class RoutePublisher {
    private static final Duration ACKNOWLEDGEMENT_LIMIT = Duration.ofSeconds(10);

    private final JsonMapper json = JsonMapper.builder().build();
    private final Path directory;
    private final Await await;

    public RoutePublisher(Path directory, Await await) {
        this.directory = directory;
        this.await = await;
    }

    /** Whether the gateway has been told exactly these routes. */
    public boolean isPublished(EnvironmentName environment, List<RouteTable.Entry> entries) {
        return read(environment).map(RouteTable::entries).orElse(List.of()).equals(entries);
    }

    /** Tells the gateway these routes, if it hasn't been told; returns the generation that has them. */
    public long publish(EnvironmentName environment, List<RouteTable.Entry> entries) {
        Optional<RouteTable> before = read(environment);
        if (before.map(RouteTable::entries).orElse(List.of()).equals(entries)) {
            return before.map(RouteTable::generation).orElse(0L);
        }
        long generation = 1 + Math.max(before.map(RouteTable::generation).orElse(0L), acknowledged(environment));
        try {
            Files.createDirectories(directory);
            ClusterDirectory.replace(table(environment), json.writeValueAsBytes(new RouteTable(generation, entries)));
        } catch (IOException e) {
            throw FileFailure.of("can't write the routes to " + table(environment), e);
        }
        return generation;
    }

    /** Waits until the gateway serves this generation. */
    public void awaitAcknowledged(EnvironmentName environment, long generation) throws InterruptedException {
        if (!await.until(() -> acknowledged(environment) >= generation, ACKNOWLEDGEMENT_LIMIT)) {
            throw new RolloutException("the gateway didn't take the new routes: is it running?");
        }
    }

    public void remove(EnvironmentName environment) {
        try {
            Files.deleteIfExists(table(environment));
        } catch (IOException e) {
            throw FileFailure.of("can't delete " + table(environment), e);
        }
    }

    /** A table that can't be read counts as lost, so that it is written anew. */
    private Optional<RouteTable> read(EnvironmentName environment) {
        try {
            return Optional.of(json.readValue(Files.readAllBytes(table(environment)), RouteTable.class));
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileFailure.of("can't read " + table(environment), e);
        }
    }

    private long acknowledged(EnvironmentName environment) {
        try {
            String text = Files.readString(
                            directory.resolve(environment.value() + ".acknowledged"), StandardCharsets.UTF_8)
                    .strip();
            return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private Path table(EnvironmentName environment) {
        return directory.resolve(environment.value() + ".json");
    }
}
