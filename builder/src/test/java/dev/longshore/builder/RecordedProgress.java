package dev.longshore.builder;

import dev.longshore.project.progress.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps lines in the order in which they came, for a test to look at or to wait for. */
public final class RecordedProgress implements Progress {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void step(Verb verb, String subject, String text) {
        lines.add(verb.text() + " " + subject + " " + text);
    }

    @Override
    public void step(Verb verb, String subject, String text, Duration took) {
        step(verb, subject, text);
    }

    @Override
    public void output(String source, String line) {
        lines.add(source + " | " + line);
    }

    @Override
    public void line(String text) {
        lines.add(text);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public BlockingQueue<String> queue() {
        return lines;
    }
}
