package dev.longshore.project.yaml;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Refuses deep nesting before the composer, which recurses, sees it. */
final class DepthLimitedParser extends ParserImpl {
    private static final int MAX_DEPTH = 100;

    private int depth;

    DepthLimitedParser(LoadSettings settings, StreamReader reader) {
        super(settings, reader);
    }

    @Override
    public Event next() {
        Event event = super.next();
        if (event instanceof CollectionStartEvent) {
            depth++;
        } else if (event instanceof CollectionEndEvent) {
            depth--;
        }
        if (depth > MAX_DEPTH) {
            throw new ParserException("nested more than " + MAX_DEPTH + " levels deep", event.getStartMark());
        }
        return event;
    }
}
