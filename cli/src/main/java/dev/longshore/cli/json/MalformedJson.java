package dev.longshore.cli.json;

/** A text isn't JSON, or isn't the JSON that was agreed on. */
public final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedJson(String message) {
        super(message);
    }
}
