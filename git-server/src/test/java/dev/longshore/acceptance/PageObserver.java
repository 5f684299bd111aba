package dev.longshore.acceptance;

import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jdbi.v3.core.Jdbi;

/** Looks at what is left of {@link TwoPages} from outside: files, database, engine, and answers through the gateway. */
final class PageObserver {
    private static final String ENVIRONMENT_LABEL = "dev.longshore.environment";
    private static final String WORKLOAD_LABEL = "dev.longshore.workload";
    private static final String SERVICE_LABEL = "dev.longshore.service";
    private static final String PINS = "refs/longshore/push/";

    private final Path data;
    private final Engine engine;
    private final Browser browser;
    private final Jdbi jdbi;

    PageObserver(Path data, Engine engine, Browser browser) {
        this.data = data;
        this.engine = engine;
        this.browser = browser;
        this.jdbi = Jdbi.create("jdbc:sqlite:" + data.resolve("longshore.db"));
    }

    /**
     * A version that is live.
     *
     * @param commit the one whose release it is
     * @param tip where its branch is
     * @param extent what runs of it
     */
    record Version(int number, String commit, String tip, Extent extent) {}

    /** How much of a version runs. */
    enum Extent {
        /** What the repository says. */
        WHOLE,
        /** The page is scaled to two replicas. */
        SCALED,
        /** The note is removed. */
        WITHOUT_NOTE;

        /** The workload of each replica, in the order of names. */
        List<String> replicas() {
            return switch (this) {
                case WHOLE -> List.of("note", "page");
                case SCALED -> List.of("note", "page", "page");
                case WITHOUT_NOTE -> List.of("page");
            };
        }

        /** What can be visited. */
        Set<String> pages() {
            return new TreeSet<>(replicas());
        }
    }

    /** The state of a project's last push, if there was one after that of this id. */
    Optional<String> stateOfPushAfter(long id, String project) {
        return query("SELECT x.state FROM pushes", "x.id > " + id + " ORDER BY x.id DESC LIMIT 1", project).stream()
                .findFirst();
    }

    /** The id of a project's last push; 0 when there was none. */
    long lastPush(String project) {
        return Long.parseLong(
                query("SELECT coalesce(max(x.id), 0) FROM pushes", "1", project).get(0));
    }

    /** The number of the newest release of a commit that was live. */
    long release(String project, String commit) {
        return Long.parseLong(
                query("SELECT max(number) FROM releases", "x.state = 'past' AND commit_id = '" + commit + "'", project)
                        .get(0));
    }

    /** All that isn't as it has to be when this version, or nothing, is live and no push is on its way. */
    List<String> objections(String project, Optional<Version> live) {
        List<String> objections = new ArrayList<>(journal(project, live));
        objections.addAll(logs(project));
        objections.addAll(repository(project, live));
        objections.addAll(engine(project, live));
        Set<String> pages = live.map(version -> version.extent().pages()).orElse(Set.of());
        objections.addAll(answers(
                project,
                pages,
                live.map(Version::number).map(TwoPages::text).stream().collect(Collectors.toSet())));
        Extent.WHOLE.pages().stream()
                .filter(page -> !pages.contains(page))
                .filter(page -> browse(project, page).statusCode() == 200)
                .forEach(page -> objections.add(page + " answers"));
        return objections;
    }

    /** What these pages answer, if it is none of these texts. */
    List<String> answers(String project, Set<String> pages, Set<String> texts) {
        List<String> objections = new ArrayList<>();
        for (String page : pages) {
            HttpResponse<String> answer = browse(project, page);
            String text = answer.body().strip();
            if (!texts.contains(text)) {
                objections.add(page + " answers " + answer.statusCode() + " "
                        + text.lines().findFirst().orElse(""));
            }
        }
        return objections;
    }

    private HttpResponse<String> browse(String project, String page) {
        return browser.get(page + "." + project + ".localhost", "/");
    }

    /** The ids of a microservice's containers. */
    Set<String> containers(String project, String microservice) {
        return engine.containers().list(Map.of(ENVIRONMENT_LABEL, project, WORKLOAD_LABEL, microservice)).stream()
                .map(ContainerState::id)
                .collect(Collectors.toSet());
    }

    private List<String> journal(String project, Optional<Version> live) {
        List<String> objections = new ArrayList<>();
        query("SELECT x.id FROM pushes", "x.finished_at IS NULL", project)
                .forEach(id -> objections.add("push " + id + " is not ended"));
        query("SELECT x.id FROM builds", "finished_at IS NULL", project)
                .forEach(id -> objections.add("build " + id + " is not ended"));
        query("SELECT number FROM releases", "x.state = 'rolling out'", project)
                .forEach(number -> objections.add("release " + number + " is still rolling out"));
        List<String> commits = query("SELECT commit_id FROM releases", "x.state = 'live'", project);
        if (!commits.equals(live.map(Version::commit).stream().toList())) {
            objections.add("the live release's commit is " + commits);
        }
        return objections;
    }

    /** What is told of every push that ended. */
    private List<String> logs(String project) {
        List<String> objections = new ArrayList<>();
        for (String id : query("SELECT x.id FROM pushes", "finished_at IS NOT NULL", project)) {
            try {
                List<String> verdicts = Files.readAllLines(data.resolve("logs").resolve(id + ".log")).stream()
                        .filter(line -> line.matches("push " + id + "( failed:|:| is live).*"))
                        .toList();
                if (verdicts.size() != 1) {
                    objections.add("the log of push " + id + " has the verdicts " + verdicts);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return objections;
    }

    private List<String> query(String from, String where, String project) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        from + " x JOIN environments ON environments.id = x.environment_id JOIN projects"
                                + " ON projects.id = project_id WHERE projects.name = :project AND " + where)
                .bind("project", project)
                .mapTo(String.class)
                .list());
    }

    private List<String> repository(String project, Optional<Version> live) {
        List<String> objections = new ArrayList<>();
        Path directory = data.resolve("repositories").resolve(project + ".git");
        if (!Files.isDirectory(directory)) {
            return live.isPresent() ? List.of("there is no repository") : List.of();
        }
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(directory.toFile()).build()) {
            Optional<String> tip = tip(repository, "refs/heads/master");
            if (!tip.equals(live.map(Version::tip))) {
                objections.add("master is at " + tip);
            }
            if (!Objects.equals(repository.getFullBranch(), "refs/heads/master")) {
                objections.add("HEAD is " + repository.getFullBranch());
            }
            Set<String> pins = repository.getRefDatabase().getRefsByPrefix(PINS).stream()
                    .map(pin -> pin.getObjectId().name())
                    .collect(Collectors.toSet());
            live.map(Version::commit)
                    .filter(commit -> !pins.contains(commit))
                    .ifPresent(commit -> objections.add("the live commit isn't pinned"));
            try (var files = Files.walk(directory)) {
                files.filter(file -> file.toString().endsWith(".lock"))
                        .forEach(file -> objections.add(directory.relativize(file) + " is left"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objections;
    }

    private static Optional<String> tip(Repository repository, String name) throws IOException {
        return Optional.ofNullable(repository.exactRef(name))
                .map(Ref::getObjectId)
                .map(ObjectId::name);
    }

    private List<String> engine(String project, Optional<Version> live) {
        List<ContainerState> containers = engine.containers().list(Map.of(ENVIRONMENT_LABEL, project));
        List<String> objections = new ArrayList<>();
        List<String> replicas = live.map(version -> version.extent().replicas()).orElse(List.of());
        objections.addAll(running(containers, WORKLOAD_LABEL, replicas));
        objections.addAll(
                running(containers, SERVICE_LABEL, replicas.stream().distinct().toList()));
        if (live.isEmpty()
                && !engine.networks().list(Map.of(ENVIRONMENT_LABEL, project)).isEmpty()) {
            objections.add("a network is left");
        }
        if (live.isEmpty() && Files.exists(data.resolve("gateway").resolve(project + ".json"))) {
            objections.add("the routes are left");
        }
        return objections;
    }

    private static List<String> running(List<ContainerState> containers, String label, List<String> names) {
        List<String> running = containers.stream()
                .filter(container -> container.labels().containsKey(label))
                .map(container -> container.labels().get(label) + " " + container.status())
                .sorted()
                .toList();
        List<String> wanted = names.stream().map(name -> name + " RUNNING").toList();
        return running.equals(wanted) ? List.of() : List.of("of each " + label + " there is " + running);
    }
}
