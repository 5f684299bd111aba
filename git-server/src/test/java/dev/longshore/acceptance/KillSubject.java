package dev.longshore.acceptance;

import dev.longshore.acceptance.PageObserver.Extent;
import dev.longshore.acceptance.PageObserver.Version;
import dev.longshore.server.testing.GitClient;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** A project whose pushes are killed: what is live of it, what was live before, and what is pushed. */
final class KillSubject {
    private final GitClient git;
    private final String project;
    private Optional<Version> live = Optional.empty();
    private Optional<Version> past = Optional.empty();
    private int committed;
    private Version pushed = new Version(0, "", "", Extent.WHOLE);
    private Supplier<GitClient.Running> push;

    KillSubject(GitClient git) {
        this.git = git;
        this.project = git.url().replaceAll(".*/|\\.git$", "");
        this.push = () -> push("master");
    }

    String project() {
        return project;
    }

    Optional<Version> live() {
        return live;
    }

    /** The release that a rollback takes the branch back to. */
    Optional<Version> past() {
        return past;
    }

    /** Whether it has what such a push needs. */
    boolean isReadyFor(Kill.Push push) {
        return switch (push) {
            case NEW_PROJECT -> committed == 0;
            case FIRST_RELEASE -> live.isEmpty();
            case NEXT_RELEASE -> live.isPresent();
            case ROLLBACK -> past.isPresent();
            case UNCHANGED, RESTART, SCALE, REMOVE ->
                live.filter(version -> version.extent() == Extent.WHOLE).isPresent();
        };
    }

    /** The next push brings a new version. */
    void commit() {
        committed++;
        TwoPages.write(git, committed);
        String commit = git.commit("Version " + committed);
        pushed = new Version(committed, commit, commit, Extent.WHOLE);
        push = () -> push("master");
    }

    /** The next push brings a commit that changes no file. */
    void commitNothing() {
        Version now = live.orElseThrow();
        TwoPages.write(git, now.number());
        pushed = new Version(now.number(), now.commit(), git.commit("Nothing new"), now.extent());
        push = () -> push("master");
    }

    /** @param number that of the release that was live before */
    void rollBack(long number) {
        Version target = past.orElseThrow();
        pushed = new Version(target.number(), target.commit(), target.commit(), target.extent());
        push = () -> push("HEAD:refs/do/rollback/" + number);
    }

    /** The next push gives the page new containers. */
    void restart() {
        change(Extent.WHOLE, "POST", "/page/restart", "{}");
    }

    /** The next push gives the page a second replica. */
    void scale() {
        change(Extent.SCALED, "POST", "/page/scale", "{\"replicas\":2}");
    }

    /** The next push takes the note away. */
    void remove() {
        change(Extent.WITHOUT_NOTE, "DELETE", "/note", "{}");
    }

    private void change(Extent extent, String method, String path, String body) {
        Version now = live.orElseThrow();
        pushed = new Version(now.number(), now.commit(), now.tip(), extent);
        push = () -> git.change(method, "/microservices" + path, body);
    }

    GitClient.Running push() {
        return push.get();
    }

    private GitClient.Running push(String refspec) {
        return git.start("push", "hasura", refspec);
    }

    /** The push has come true. */
    void becameLive() {
        if (!live.map(Version::number).equals(Optional.of(pushed.number()))) {
            past = live.filter(before -> before.number() < pushed.number());
        }
        live = Optional.of(pushed);
    }

    /** What visitors find however the push ends. */
    Set<String> pages() {
        Set<String> pages = new TreeSet<>(pushed.extent().pages());
        live.map(version -> version.extent().pages()).ifPresent(pages::retainAll);
        return pages;
    }

    /** What visitors may see while nobody knows how the push ends. */
    Set<String> texts() {
        Set<String> texts = new TreeSet<>(Set.of(TwoPages.text(pushed.number())));
        live.map(Version::number).map(TwoPages::text).ifPresent(texts::add);
        return texts;
    }
}
