package dev.longshore.deployer.engine.testing;

import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.ProgressText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was said, as a person would read it. */
public final class RecordedProgress implements Progress {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public List<String> lines() {
        return lines;
    }

    @Override
    public void step(Verb verb, String subject, String text) {
        lines.add(ProgressText.step(verb, subject, text));
    }

    @Override
    public void step(Verb verb, String subject, String text, Duration took) {
        lines.add(ProgressText.step(verb, subject, text, took));
    }

    @Override
    public void output(String source, String line) {
        lines.add(ProgressText.output(source, line));
    }

    @Override
    public void line(String text) {
        lines.add(text);
    }
}
