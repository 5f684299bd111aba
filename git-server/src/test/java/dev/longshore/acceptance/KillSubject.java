package dev.longshore.acceptance;

import dev.longshore.server.testing.GitClient;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A project whose pushes are killed: what is live of it and what was pushed last. */
final class KillSubject {
    private final GitClient git;
    private final String project;
    private Optional<PageObserver.Version> live = Optional.empty();
    private PageObserver.Version pushed = new PageObserver.Version(0, "");

    KillSubject(GitClient git) {
        this.git = git;
        this.project = git.url().replaceAll(".*/|\\.git$", "");
    }

    String project() {
        return project;
    }

    Optional<PageObserver.Version> live() {
        return live;
    }

    PageObserver.Version pushed() {
        return pushed;
    }

    /** Commits the next version. */
    void commit() {
        int number = pushed.number() + 1;
        TwoPages.write(git, number);
        pushed = new PageObserver.Version(number, git.commit("Version " + number));
    }

    GitClient.Running push() {
        return git.start("push", "hasura", "master");
    }

    /** The push has come true. */
    void becameLive() {
        live = Optional.of(pushed);
    }

    /** What visitors may see while nobody knows how the push ends. */
    Set<String> texts() {
        Set<String> texts = new TreeSet<>(Set.of(TwoPages.text(pushed.number())));
        live.map(PageObserver.Version::number).map(TwoPages::text).ifPresent(texts::add);
        return texts;
    }
}
