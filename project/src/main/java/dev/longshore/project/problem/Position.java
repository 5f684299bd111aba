package dev.longshore.project.problem;

/**
 * A place in a file of the repository.
 *
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole line is meant
 */
public record Position(String file, int line, int column) {
    public static Position ofFile(String file) {
        return new Position(file, 0, 0);
    }

    /** {@code file:line}, as editors and terminals make clickable. */
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
