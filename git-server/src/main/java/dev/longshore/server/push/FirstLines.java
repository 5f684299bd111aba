package dev.longshore.server.push;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.server.push.request.PushRequest;
import java.util.List;

/** What a push says first: its id, what it brings, and where its log can be read. */
final class FirstLines {
    private static final int WIDTH = 92;
    private static final int MAX_SUBJECT = 60;

    private final String serverUrl;

    FirstLines(String serverUrl) {
        this.serverUrl = serverUrl;
    }

    List<String> of(long id, PushRequest request) {
        EnvironmentName environment = request.environment().name();
        String subject = request.subject().length() > MAX_SUBJECT
                ? request.subject().substring(0, MAX_SUBJECT - 1) + "…"
                : request.subject();
        String what = "push " + id + " to " + environment.project() + " (" + environment.alias() + "), "
                + (request.change().isPresent() ? subject : commit(request, subject));
        String url = serverUrl + "/" + environment.project() + "/pushes/" + id;
        int gap = WIDTH - what.length() - url.length();
        return gap < 2 ? List.of(what, url, "") : List.of(what + " ".repeat(gap) + url, "");
    }

    private static String commit(PushRequest request, String subject) {
        return kind(request) + request.commit().abbreviate(7).name() + " \"" + subject + "\"";
    }

    private static String kind(PushRequest request) {
        return switch (request.kind()) {
            case DEPLOY, RESTART, SCALE, REMOVE -> "";
            case REBUILD -> "rebuild of ";
            case DRY_RUN -> "dry run of ";
            case ROLLBACK -> "rollback to release " + request.targetRelease().orElseThrow() + ", ";
        };
    }
}
