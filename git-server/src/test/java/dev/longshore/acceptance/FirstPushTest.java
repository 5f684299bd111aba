package dev.longshore.acceptance;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.ContainerState;
import dev.longshore.engine.testing.EngineTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code git push hasura master} of examples/hello-hasura, from the developer's machine to the answers of its routes. */
@EngineTest
class FirstPushTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "hello-hasura");
    private static final String APP = "microservices/api/app/app.py";

    @TempDir
    private static Path directory;

    private static Installation longshore;
    private static Browser browser;

    private String project = "";
    private Workstation developer;

    @BeforeAll
    static void install() throws IOException {
        longshore = Installation.start(directory);
        browser = longshore.browser();
    }

    @AfterAll
    static void uninstall() {
        longshore.close();
    }

    @BeforeEach
    void clone_the_example() throws IOException {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        project = "hello-" + HexFormat.of().formatHex(random);
        developer = longshore.workstation(EXAMPLE, project);
    }

    @Test
    void the_first_push_of_a_project_creates_it_and_every_route_answers() {
        Command push = developer.push();

        assertThat(push.exitCode()).as(push.output()).isZero();
        assertThat(push.lastRemoteLine()).matches("push \\d+ is live in .* as release 1\\..*");
        assertThat(get("www", "/").body()).contains("<h1>Hello!</h1>");
        assertThat(get("api", "/").body()).contains("Hello from " + project, "\"visits\":1");
        assertThat(get("www", "/hello").body())
                .contains("Welcome! You are visit 2.", "http://api.default/ says: Hello from " + project);
        assertThat(developer.remoteHead("master")).isEqualTo(developer.head());
    }

    @Test
    void identity_headers_come_from_the_gateway_only() {
        developer.push();

        HttpResponse<String> answer = browser.get(
                "www." + project + ".localhost",
                "/hello",
                Map.of("X-Hasura-Role", "admin", "x_hasura_user_id", "4711-forged", "X-Hasura-Session-Id", "stolen"));

        assertThat(answer.body()
                        .lines()
                        .map(line -> line.strip().toLowerCase(Locale.ROOT))
                        .filter(line -> line.matches("x.hasura.*")))
                .contains("x-hasura-role: anonymous", "x-hasura-user-id: 0")
                .noneMatch(line -> line.contains("admin") || line.contains("forged") || line.contains("stolen"));
    }

    @Test
    void a_change_of_one_microservice_replaces_that_one_alone() {
        developer.push();
        Map<String, String> before = containers();

        developer.edit(APP, text -> text.replace("visits=visits", "again=True, visits=visits"));
        developer.commit("Say that this is the new version");
        Command push = developer.push();

        assertThat(push.exitCode()).as(push.output()).isZero();
        assertThat(push.output())
                .containsPattern("plan +api +build +microservices/api changed \\(.*\\): app/app.py")
                .containsPattern("www +as is")
                .containsPattern("greeter +as is");
        assertThat(get("api", "/").body()).contains("\"again\":true");
        Map<String, String> after = containers();
        assertThat(changed(before, after)).allMatch(name -> name.contains("api"));
        assertThat(changed(before, after)).isNotEmpty();
    }

    @Test
    void what_a_microservice_has_stored_outlives_its_replacement() {
        developer.push();
        get("api", "/");
        get("api", "/");

        developer.edit(
                "microservices/store/k8s.yaml",
                text -> text.replace("\"yes\"]", "\"yes\", \"--loglevel\", \"notice\"]"));
        developer.commit("Log more");
        Command push = developer.push();

        assertThat(push.exitCode()).as(push.output()).isZero();
        assertThat(get("api", "/").body()).contains("\"visits\":3");
    }

    @Test
    void a_version_that_never_becomes_ready_is_refused_and_the_old_one_keeps_serving() {
        developer.push();
        String live = developer.head();

        developer.edit(
                APP,
                text -> text.replace("import redis\n", "import redis\n\nraise SystemExit(os.environ['SEARCH_URL'])\n"));
        developer.commit("Need a variable that is not set");
        Command.Running pushing = developer.startGit("push", "hasura", "master");
        AtomicInteger answers = new AtomicInteger();
        while (pushing.process().isAlive()) {
            HttpResponse<String> answer = get("api", "/");
            assertThat(answer.statusCode()).isEqualTo(200);
            answers.incrementAndGet();
        }
        Command push = pushing.await();

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.output()).contains("KeyError: 'SEARCH_URL'", "release 1 is live again");
        assertThat(push.output()).containsPattern("! \\[remote rejected\\] master -> master \\(.*api.*\\)");
        assertThat(push.lastRemoteLine()).matches("push \\d+ failed: api never became ready\\..*");
        assertThat(developer.remoteHead("master")).isEqualTo(live);
        assertThat(answers).hasPositiveValue();
    }

    @Test
    void a_mistake_in_the_project_is_refused_at_its_line_before_anything_is_built() {
        developer.push();

        developer.edit("microservices/api/k8s.yaml", text -> text.replace("replicas: 1", "replcias: 1"));
        developer.commit("Mistype");
        Command push = developer.push();

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.output())
                .contains("microservices/api/k8s.yaml:21: unknown field \"replcias\"", "did you mean \"replicas\"?")
                .doesNotContain("build    ");
        assertThat(push.lastRemoteLine()).matches("push \\d+ refused: 1 error in the project, nothing built\\..*");
        assertThat(get("api", "/").statusCode()).isEqualTo(200);
    }

    @Test
    void a_failing_build_step_is_named_with_its_line_and_nothing_moves() {
        developer.push();
        String live = developer.head();

        developer.edit("microservices/api/Dockerfile", text -> text.replace("RUN pip", "RUN false && pip"));
        developer.commit("Break the build");
        Command push = developer.push();

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.output()).contains("microservices/api/Dockerfile:6");
        assertThat(developer.remoteHead("master")).isEqualTo(live);
        assertThat(get("api", "/").statusCode()).isEqualTo(200);
    }

    @Test
    void a_branch_that_does_not_deploy_is_stored_and_says_so() {
        developer.push();
        developer.git("checkout", "-q", "-b", "faster");
        developer.edit(APP, text -> text + "\n# faster\n");
        developer.commit("Try something");

        Command push = developer.git("push", "hasura", "faster");

        assertThat(push.exitCode()).as(push.output()).isZero();
        assertThat(push.output()).contains("Only master deploys");
        assertThat(developer.remoteHead("faster")).isEqualTo(developer.head());
        assertThat(developer.remoteHead("master")).isNotEqualTo(developer.head());
    }

    @Test
    void a_commit_that_changes_nothing_that_runs_moves_the_branch_and_restarts_nothing() {
        developer.push();
        Map<String, String> before = containers();

        developer.edit("README.md", text -> text + "\nMore words.\n");
        developer.commit("Explain");
        Command push = developer.push();

        assertThat(push.exitCode()).as(push.output()).isZero();
        assertThat(push.lastRemoteLine()).contains("nothing in this commit changes what runs (README.md only)");
        assertThat(containers()).isEqualTo(before);
        assertThat(developer.remoteHead("master")).isEqualTo(developer.head());
    }

    @Test
    void the_gateway_serves_while_the_server_is_down_and_the_server_knows_all_when_it_is_back() {
        developer.push();

        longshore.killServer();
        HttpResponse<String> whileDown = get("api", "/");
        longshore.restartServer();

        assertThat(whileDown.statusCode()).isEqualTo(200);
        Command list = Await.value(
                "the list of what runs",
                Duration.ofSeconds(30),
                () -> Optional.of(developer.hasura("microservice", "list"))
                        .filter(command -> !command.output().contains("Starting")));
        assertThat(list.exitCode()).as(list.output()).isZero();
        assertThat(list.output())
                .containsPattern("api +Running +api\\.default +http://api\\." + project + "\\.localhost:\\d+/")
                .containsPattern("store +Running +store\\.default")
                .containsPattern("gateway +Running")
                .containsPattern("platform-sync +Running")
                .containsPattern("sshd +Running");
    }

    @Test
    void the_command_shows_microservices_builds_and_their_logs() {
        developer.push();
        get("api", "/");

        assertThat(developer
                        .hasura("microservice", "logs", "api", "--tail", "50")
                        .output())
                .contains("INFO in app: visit 1");
        assertThat(developer.hasura("build", "list").output()).containsPattern("live +1 .*First commit");
        Command log = developer.hasura("build", "logs");
        assertThat(log.exitCode()).isZero();
        assertThat(log.output()).contains("RUN pip install").containsPattern("is live in .* as release 1");
    }

    @Test
    void a_container_that_is_removed_by_hand_comes_back() {
        developer.push();
        String api = containerId("api");

        longshore.engine().containers().remove(api);

        Await.until("the api", Duration.ofSeconds(60), () -> get("api", "/").statusCode() == 200);
        assertThat(containerId("api")).isNotEqualTo(api);
    }

    private HttpResponse<String> get(String subdomain, String path) {
        return browser.get(subdomain + "." + project + ".localhost", path);
    }

    private Map<String, String> containers() {
        return longshore.containers(project).stream().collect(toMap(ContainerState::name, ContainerState::id));
    }

    private String containerId(String workload) {
        return longshore.containers(project).stream()
                .filter(container -> workload.equals(container.labels().get("dev.longshore.workload")))
                .map(ContainerState::id)
                .findFirst()
                .orElse("");
    }

    private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> before.containsKey(name) && before.get(name).equals(after.get(name)));
        return names;
    }
}
