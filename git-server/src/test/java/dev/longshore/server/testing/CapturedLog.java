package dev.longshore.server.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What this process logs until this is closed, with what isn't usually shown in tests. */
public final class CapturedLog implements AutoCloseable {
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level usual = root.getLevel();

    public CapturedLog() {
        events.start();
        root.setLevel(Level.INFO);
        root.addAppender(events);
    }

    /** The messages with the stack traces of their errors. */
    public String text() {
        return List.copyOf(events.list).stream()
                .map(event -> event.getFormattedMessage() + " "
                        + Optional.ofNullable(event.getThrowableProxy())
                                .map(ThrowableProxyUtil::asString)
                                .orElse(""))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        root.detachAppender(events);
        root.setLevel(usual);
    }
}
