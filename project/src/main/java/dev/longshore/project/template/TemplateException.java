package dev.longshore.project.template;

/** A template that can't be understood or rendered; the line counts from 1. */
final class TemplateException extends RuntimeException {
    private final int line;

    TemplateException(int line, String message) {
        super(message);
        this.line = line;
    }

    int line() {
        return line;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
