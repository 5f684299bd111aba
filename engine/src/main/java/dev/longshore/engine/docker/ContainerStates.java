package dev.longshore.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.NetworkSettings;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.ContainerState.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the engine's description of a container. */
final class ContainerStates {
    /** How long Podman may take to start a container again. */
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(30);

    private ContainerStates() {}

    /** @param now by the engine's clock */
    static ContainerState of(InspectContainerResponse container, Instant now) {
        InspectContainerResponse.ContainerState state = container.getState();
        Status status = willRestart(container, now) ? Status.RESTARTING : status(text(state.getStatus()));
        boolean hasEnded = time(state.getFinishedAt()).isPresent();
        String name = container.getName();
        return new ContainerState(
                container.getId(),
                name.startsWith("/") ? name.substring(1) : name,
                container.getImageId(),
                status,
                // The engine forgets the last exit code when it starts a container again.
                hasEnded && status != Status.RUNNING && status != Status.PAUSED
                        ? Optional.ofNullable(state.getExitCodeLong()).map(Long::intValue)
                        : Optional.empty(),
                Optional.ofNullable(container.getRestartCount()).orElse(0),
                time(container.getCreated()).orElse(Instant.EPOCH),
                time(state.getStartedAt()),
                Optional.ofNullable(container.getConfig())
                        .map(ContainerConfig::getLabels)
                        .<Map<String, String>>map(Map::copyOf)
                        .orElse(Map.of()),
                addresses(container));
    }

    /**
     * Podman has no word for a container that it is about to start again. One that it leaves alone is "stopped" for no longer
     * than it takes to put it away.
     */
    private static boolean willRestart(InspectContainerResponse container, Instant now) {
        InspectContainerResponse.ContainerState state = container.getState();
        String policy = Optional.ofNullable(container.getHostConfig())
                .map(HostConfig::getRestartPolicy)
                .map(RestartPolicy::getName)
                .orElse("");
        boolean isWanted = policy.equals("always")
                || (policy.equals("on-failure") && !Long.valueOf(0).equals(state.getExitCodeLong()));
        return isWanted
                && text(state.getStatus()).equals("stopped")
                && time(state.getFinishedAt())
                        .filter(end -> end.plus(RESTART_LIMIT).isAfter(now))
                        .isPresent();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The words of Docker, and those that only Podman uses. */
    private static Status status(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "created", "configured", "initialized" -> Status.CREATED;
            case "running", "stopping" -> Status.RUNNING;
            case "paused" -> Status.PAUSED;
            case "restarting" -> Status.RESTARTING;
            case "dead", "removing" -> Status.DEAD;
            default -> Status.EXITED;
        };
    }

    /** Engines write the year 1 for "never". */
    private static Optional<Instant> time(@Nullable String text) {
        if (text == null || text.isEmpty() || text.startsWith("0001-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> addresses(InspectContainerResponse container) {
        Map<String, String> addresses = new TreeMap<>();
        Optional.ofNullable(container.getNetworkSettings())
                .map(NetworkSettings::getNetworks)
                .orElse(Map.of())
                .forEach((network, place) -> Optional.ofNullable(place.getIpAddress())
                        .filter(address -> !address.isEmpty())
                        .ifPresent(address -> addresses.put(network, address)));
        return addresses;
    }
}
