package dev.longshore.project.progress;

import java.time.Duration;

/**
 * Where work says what it does, for the person who pushed. Safe for use by several threads; never blocks for long. The
 * receiver removes control characters and masks secrets, so callers pass text as it is.
 */
public interface Progress {
    /** A step of the way of a push, shown as {@code <verb>  <subject>  <text>} in aligned columns. */
    void step(Verb verb, String subject, String text);

    /** The same, with the time it took at the right. */
    void step(Verb verb, String subject, String text, Duration took);

    /** A line that a build or a container printed, shown as {@code   <source> | <line>} so that it can't pose as ours. */
    void output(String source, String line);

    /** A line in its own words. */
    void line(String text);

    /** The verbs of the first column. */
    enum Verb {
        BASE("base"),
        PLAN("plan"),
        BUILD("build"),
        RELEASE("release"),
        ROLL_OUT("roll out"),
        RESTORE("restore"),
        REMOVE("remove"),
        WARNING("warning"),
        LIVE("live");

        private final String text;

        Verb(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
