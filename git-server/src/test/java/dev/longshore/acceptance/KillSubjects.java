package dev.longshore.acceptance;

import dev.longshore.engine.Engine;
import dev.longshore.server.testing.GitClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Jdbi;

/** The projects of an installation, and those of them that wait for their next push. */
final class KillSubjects {
    private static final String ENVIRONMENT_LABEL = "dev.longshore.environment";
    private static final String ENVIRONMENTS =
            "SELECT environments.id FROM environments JOIN projects ON projects.id = project_id WHERE projects.name = ?";
    private static final int KEPT = 3;

    private final Path directory;
    private final Jdbi database;
    private final Engine engine;
    private final String serverUrl;
    private final String token;
    private final Set<String> projects = new TreeSet<>();
    private final Deque<KillSubject> idle = new ArrayDeque<>();

    KillSubjects(Path directory, Path database, Engine engine, String serverUrl, String token) {
        this.directory = directory;
        this.database = Jdbi.create("jdbc:sqlite:" + database);
        this.engine = engine;
        this.serverUrl = serverUrl;
        this.token = token;
    }

    List<KillSubject> idle() {
        return List.copyOf(idle);
    }

    void giveBack(KillSubject subject) {
        idle.add(subject);
    }

    /** The one that lacks least of what such a push needs. */
    KillSubject take(Kill.Push push) {
        Optional<KillSubject> known = push == Kill.Push.NEW_PROJECT
                ? Optional.empty()
                : idle.stream()
                        .filter(subject -> subject.isReadyFor(push))
                        .findFirst()
                        .or(() -> idle.stream()
                                .filter(subject -> push.needsRelease() && subject.isReadyFor(Kill.Push.NEXT_RELEASE))
                                .findFirst());
        known.ifPresent(idle::remove);
        return known.orElseGet(() -> new KillSubject(newProject()));
    }

    /** While the server is dead: each project that is live takes its share of the machine. */
    void forgetSome() {
        List<KillSubject> live =
                idle.stream().filter(subject -> subject.live().isPresent()).toList();
        for (KillSubject oldest : live.subList(0, Math.max(0, live.size() - KEPT))) {
            idle.remove(oldest);
            forget(oldest.project());
        }
    }

    private GitClient newProject() {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        String project = "kill-" + HexFormat.of().formatHex(random);
        projects.add(project);
        return GitClient.create(directory.resolve(project), serverUrl + "/" + project + ".git", token);
    }

    /** Takes a project away from a server that is dead, as if it had never been. */
    private void forget(String project) {
        remove(project);
        database.useTransaction(handle -> {
            for (String rows : List.of(
                    "release_workloads WHERE release_id IN (SELECT id FROM releases WHERE environment_id IN (%s))",
                    "releases WHERE environment_id IN (%s)",
                    "builds WHERE environment_id IN (%s)",
                    "pushes WHERE environment_id IN (%s)",
                    // The number of an environment may be given again, so nothing of it may stay.
                    "environments WHERE id IN (%s)")) {
                handle.execute("DELETE FROM " + rows.formatted(ENVIRONMENTS), project);
            }
        });
        projects.remove(project);
    }

    /** Leaves nothing of any project on the engine. */
    void removeAll() {
        projects.forEach(this::remove);
    }

    private void remove(String project) {
        Map<String, String> labels = Map.of(ENVIRONMENT_LABEL, project);
        engine.containers()
                .list(labels)
                .forEach(container -> engine.containers().remove(container.id()));
        engine.networks().list(labels).forEach(network -> engine.networks().remove(network.name()));
        List<String> built = database.withHandle(handle -> handle.createQuery(
                        "SELECT DISTINCT reference FROM builds WHERE environment_id IN (" + ENVIRONMENTS + ")")
                .bind(0, project)
                .mapTo(String.class)
                .list());
        for (String image : built) {
            if (engine.images().find(image).isPresent()) {
                engine.images().remove(image);
            }
        }
    }
}
