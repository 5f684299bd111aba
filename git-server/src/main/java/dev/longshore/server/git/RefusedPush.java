package dev.longshore.server.git;

import java.util.List;

/** A push, or one ref of it, can't be accepted. The message is a few words for Git's status line. */
final class RefusedPush extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> explanation;

    RefusedPush(String reason) {
        this(reason, List.of());
    }

    /** @param explanation what to do, said before */
    RefusedPush(String reason, List<String> explanation) {
        super(reason);
        this.explanation = List.copyOf(explanation);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    List<String> explanation() {
        return explanation;
    }
}
