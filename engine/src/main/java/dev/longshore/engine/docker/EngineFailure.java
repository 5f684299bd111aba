package dev.longshore.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Turns what goes wrong below into words for a person. */
final class EngineFailure {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What runc says of every program that can't be started, before and after the reason. */
    private static final Pattern RUNTIME =
            Pattern.compile("^.* unable to start container process: (.*?)(: unknown)?\\.?$");

    private EngineFailure() {}

    static EngineException of(EngineAddress address, String action, Exception failure) {
        if (failure instanceof EngineException known) {
            return known;
        }
        if (failure instanceof DockerException refusal) {
            return new EngineException("the engine can't " + action + ": " + reason(refusal), failure);
        }
        if (failure instanceof TimeoutException) {
            return unavailable(address, message(failure), failure);
        }
        if (isInterrupt(failure)) {
            Thread.currentThread().interrupt();
            return new EngineException("interrupted before the engine could " + action, failure);
        }
        return cause(failure, IOException.class)
                .map(io -> unavailable(address, connectionFailure(io), failure))
                .orElseGet(() -> new EngineException(
                        "the engine can't " + action + ": " + lowerFirst(message(failure)), failure));
    }

    private static EngineException unavailable(EngineAddress address, String why, Exception failure) {
        return new EngineUnavailableException(
                "the container engine at " + address + " doesn't answer (" + why + "): start it and try again",
                failure);
    }

    /** The client's words for a connection that ends early are about chunks and bytes. */
    private static String connectionFailure(IOException failure) {
        boolean neverOpened = failure instanceof SocketException || failure instanceof NoSuchFileException;
        return neverOpened ? lowerFirst(message(failure)) : "the connection broke off";
    }

    /** The engine's own words, without the JSON around them. */
    static String reason(DockerException refusal) {
        String text = Optional.ofNullable(refusal.getMessage()).orElse("");
        int brace = text.indexOf('{');
        return brace < 0
                ? sentence(text)
                : sentence(unwrap(text.substring(brace)).orElse(text));
    }

    /** One line, without the prefixes that engines put before a reason. */
    static String sentence(String text) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
        for (String prefix : new String[] {"Error response from daemon: ", "Error: ", "Conflict. "}) {
            line = line.startsWith(prefix) ? line.substring(prefix.length()) : line;
        }
        return PodmanWords.inDockers(lowerFirst(RUNTIME.matcher(line).replaceFirst("$1")));
    }

    private static Optional<String> unwrap(String json) {
        try {
            JsonNode message = JSON.readTree(json).path("message");
            return message.isTextual() ? Optional.of(message.asText()) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static boolean isInterrupt(Exception failure) {
        return Thread.currentThread().isInterrupted()
                || cause(failure, ClosedByInterruptException.class).isPresent()
                || cause(failure, InterruptedIOException.class).isPresent();
    }

    /** The innermost cause of a type. */
    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        Optional<T> found = Optional.empty();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                found = Optional.of(type.cast(at));
            }
        }
        return found;
    }

    private static String message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
    }

    /** Lower-cases a first letter that only starts a sentence; "IP" and "HEAD" stay. */
    private static String lowerFirst(String text) {
        return text.length() > 1 && Character.isUpperCase(text.charAt(0)) && !Character.isUpperCase(text.charAt(1))
                ? Character.toLowerCase(text.charAt(0)) + text.substring(1)
                : text;
    }
}
