package dev.longshore.acceptance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The lines that a class of a server in this process logs. */
final class ServerLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    ServerLog(Class<?> type) {
        this.logger = (Logger) LoggerFactory.getLogger(type);
        logger.setLevel(Level.INFO);
        start();
        logger.addAppender(this);
    }

    List<String> lines() {
        return lines;
    }

    void clear() {
        lines.clear();
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
    }

    @Override
    public void close() {
        logger.detachAppender(this);
    }
}
