package dev.longshore.deployer.engine.failure;

import dev.longshore.deployer.engine.pod.Member;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.engine.Containers;
import dev.longshore.project.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a container that failed printed last. */
final class LastLog {
    private static final int SHOWN_LINES = 30;

    private LastLog() {}

    /** Shows the last lines to who waits for the rollout, and returns them. */
    static List<String> show(Containers containers, Replica replica, Member member, Progress progress) {
        List<String> lines = new ArrayList<>();
        containers.logs(
                member.id(),
                new Containers.LogRequest(false, Optional.of(SHOWN_LINES)),
                line -> lines.add(line.text()));
        String title = replica.members().size() == 1 ? replica.pod() : replica.pod() + " " + member.container();
        lines.forEach(line -> progress.output(title, line));
        return lines;
    }

    static Optional<String> lastOf(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .reduce((earlier, last) -> last)
                .map(String::strip);
    }
}
