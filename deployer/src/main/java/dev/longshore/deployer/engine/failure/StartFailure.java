package dev.longshore.deployer.engine.failure;

import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import java.util.regex.Pattern;

/** Says whose container an engine refused to start, where the engine knows it by a number only. */
public final class StartFailure {
    private static final Pattern BEGINNING = Pattern.compile("^the engine can't start container \\p{XDigit}+: ");

    private StartFailure() {}

    public static String of(String title, EngineException failure) {
        return failure instanceof EngineUnavailableException
                ? failure.getMessage()
                : title + " can't be started: "
                        + BEGINNING.matcher(failure.getMessage()).replaceFirst("");
    }
}
