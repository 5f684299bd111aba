package dev.longshore.server.push.request;

import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.ProgressText;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what the steps of a push say, as aligned lines, and knows what is going on while they say nothing. No push fails
 * for a line that can't be written.
 */
public final class PushProgress implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger(PushProgress.class);

    private final Consumer<String> lines;
    private final Consumer<String> outputs;
    private final Clock clock;
    private final Set<Activity> activities = new LinkedHashSet<>();
    private Optional<Verb> verbAbove = Optional.empty();
    private Instant lastLine;
    private boolean linesLost;

    /**
     * @param lines takes what the steps say
     * @param outputs takes what programs print
     */
    PushProgress(Consumer<String> lines, Consumer<String> outputs, Clock clock) {
        this.lines = lines;
        this.outputs = outputs;
        this.clock = clock;
        this.lastLine = clock.instant();
    }

    /** Something that takes time; closing it ends it. */
    public final class Activity implements AutoCloseable {
        private final Instant started = clock.instant();
        private final Function<Duration, String> text;

        private Activity(Function<Duration, String> text) {
            this.text = text;
        }

        @Override
        public void close() {
            synchronized (PushProgress.this) {
                activities.remove(this);
            }
        }
    }

    /** @param text what to say when nothing else has been said for a while, given how long this has been going on */
    public synchronized Activity begin(Function<Duration, String> text) {
        Activity activity = new Activity(text);
        activities.add(activity);
        return activity;
    }

    /** Says what is going on, unless there was a line within {@code silence}. */
    public synchronized void breakSilence(Duration silence) {
        Instant now = clock.instant();
        if (lastLine.plus(silence).isAfter(now)) {
            return;
        }
        for (Activity activity : activities) {
            line(activity.text.apply(Duration.between(activity.started, now)));
        }
    }

    @Override
    public synchronized void step(Verb verb, String subject, String text) {
        write(
                follows(verb) ? ProgressText.continued(subject, text) : ProgressText.step(verb, subject, text),
                Optional.of(verb));
    }

    @Override
    public synchronized void step(Verb verb, String subject, String text, Duration took) {
        write(
                follows(verb)
                        ? ProgressText.continued(subject, text, took)
                        : ProgressText.step(verb, subject, text, took),
                Optional.of(verb));
    }

    @Override
    public synchronized void output(String source, String line) {
        write(outputs, ProgressText.output(source, line), Optional.empty());
    }

    @Override
    public synchronized void line(String text) {
        write(text, Optional.empty());
    }

    private boolean follows(Verb verb) {
        return verbAbove.equals(Optional.of(verb));
    }

    private void write(String line, Optional<Verb> verb) {
        write(lines, line, verb);
    }

    private void write(Consumer<String> to, String line, Optional<Verb> verb) {
        try {
            to.accept(line);
        } catch (UncheckedIOException e) {
            if (!linesLost) {
                linesLost = true;
                LOG.error("lines of the push's log are lost", e);
            }
        }
        verbAbove = verb;
        lastLine = clock.instant();
    }
}
