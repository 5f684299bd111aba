package dev.longshore.project.dockerfile;

import java.util.List;

/** What a container runs. */
public sealed interface CommandLine {
    /** The JSON form: a program and its arguments, as they are. */
    record Exec(List<String> words) implements CommandLine {
        public Exec {
            words = List.copyOf(words);
        }
    }

    /** A text that the stage's shell is given. */
    record InShell(String text) implements CommandLine {}
}
