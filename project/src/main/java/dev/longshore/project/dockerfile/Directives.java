package dev.longshore.project.dockerfile;

import java.util.Optional;

/**
 * What the comments at the very top of a Dockerfile say about the rest.
 *
 * @param syntax the image of the frontend that is to read the file
 * @param escape what continues a line and takes the next character as it is: a backslash or a backtick
 * @param check what the linter is to skip
 */
public record Directives(Optional<String> syntax, char escape, Optional<String> check) {
    static final char BACKSLASH = '\\';
    static final char BACKTICK = '`';

    public static final Directives NONE = new Directives(Optional.empty(), BACKSLASH, Optional.empty());

    public Directives {
        if (escape != BACKSLASH && escape != BACKTICK) {
            throw new IllegalArgumentException("the escape character is a backslash or a backtick");
        }
    }
}
