package dev.longshore.project.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Refuses what the composer can't be given: deep nesting, as it recurses, and merges, which it does without a limit. */
final class LimitedParser extends ParserImpl {
    private static final int MAX_DEPTH = 100;
    private static final Optional<String> MERGE = Optional.of(Tag.MERGE.getValue());

    private int depth;

    LimitedParser(LoadSettings settings, StreamReader reader) {
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
        if (event instanceof ScalarEvent scalar && scalar.getTag().equals(MERGE)) {
            throw new ParserException("the tag " + Tag.MERGE + " isn't supported", event.getStartMark());
        }
        return event;
    }
}
