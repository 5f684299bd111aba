package dev.longshore.server.push.step;

import dev.longshore.project.progress.ProgressText;
import dev.longshore.project.release.Release;
import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.Verdict;
import java.util.Optional;

/** What a push says last when its release is live: where, how fast, and the way back. */
public final class LastLines {
    private final GatewayAddress gateway;

    public LastLines(GatewayAddress gateway) {
        this.gateway = gateway;
    }

    /**
     * @param before what was live before
     * @param more what else is so now; empty, or words that start with a space
     */
    public void tellLive(ActivePush push, Verdict verdict, Release release, Optional<Release> before, String more) {
        LiveLines.of(release, gateway).forEach(push.progress()::line);
        String alias = release.environment().alias();
        BranchStep.tell(
                push,
                verdict,
                "push " + push.id() + " is live in " + ProgressText.duration(push.age()) + " as release "
                        + release.number() + more,
                "."
                        + before.map(last -> " Undo: git push " + alias + " HEAD:refs/do/rollback/" + last.number())
                                .orElse(""));
    }
}
