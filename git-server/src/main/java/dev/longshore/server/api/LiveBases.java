package dev.longshore.server.api;

import dev.longshore.builder.BaseUsers;
import dev.longshore.project.ProjectReader;
import dev.longshore.project.release.Release;
import dev.longshore.project.source.SourceTree;
import dev.longshore.server.repository.GitSourceTree;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** The images that the Dockerfiles of what is live name. */
public final class LiveBases {
    private final ReleaseJournal releases;
    private final Repositories repositories;

    public LiveBases(ReleaseJournal releases, Repositories repositories) {
        this.releases = releases;
        this.repositories = repositories;
    }

    /** Image → names of microservices. */
    Map<String, SortedSet<String>> users(StoredEnvironment environment) throws IOException {
        Optional<Release> live = releases.live(environment.id()).map(LiveRelease::release);
        if (live.isEmpty()) {
            return Map.of();
        }
        try (Repository repository = repositories.ensure(environment.name().project())) {
            SourceTree tree =
                    GitSourceTree.of(repository, ObjectId.fromString(live.get().commit()));
            return ProjectReader.read(tree, environment.name())
                    .project()
                    .map(project -> BaseUsers.of(project, tree))
                    .orElse(Map.of());
        }
    }
}
