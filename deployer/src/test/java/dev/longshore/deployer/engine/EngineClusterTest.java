package dev.longshore.deployer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.longshore.deployer.LogQuery;
import dev.longshore.deployer.PodQuery;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.deployer.WorkloadStatus;
import dev.longshore.deployer.engine.cluster.AddressPlan;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.EngineClusterSettings;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.concurrent.Await;
import dev.longshore.deployer.engine.files.ClusterDirectory;
import dev.longshore.deployer.engine.network.EnvironmentNetworks;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.service.HaproxyRuntime;
import dev.longshore.deployer.engine.service.ProxyDirectory;
import dev.longshore.deployer.engine.start.EndingGrace;
import dev.longshore.deployer.engine.start.ReplicaStart;
import dev.longshore.deployer.engine.testing.Http;
import dev.longshore.deployer.engine.testing.Manifests;
import dev.longshore.deployer.engine.testing.Sampler;
import dev.longshore.deployer.engine.testing.Shop;
import dev.longshore.deployer.engine.testing.Visitor;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.release.Release;
import dev.longshore.project.route.GatewayAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EngineTest
class EngineClusterTest {
    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(directory);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_first_release_serves_by_name_in_and_across_namespaces_and_at_its_route() {
        Release release = shop.release(Manifests.web("api", "hello", 2), Shop.route("api", "api"));

        assertThat(shop.rollOut(release)).isEqualTo(new RolloutOutcome.Live());

        assertThat(shop.run(Namespace.USER, "wget -qO- http://api && wget -qO- http://api.default"))
                .isEqualTo("hello\nhello");
        assertThat(shop.run(Namespace.HASURA, "wget -qO- http://api.default.svc.cluster.local; wget -qO- http://api"))
                .startsWith("hello\nwget: bad address");
        assertThat(shop.gateway.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.host()).isEqualTo("api." + shop.environment + ".localhost");
            assertThat(Http.get(entry.upstreamHost(), entry.upstreamPort())).isEqualTo("hello\n");
        });
        assertThat(shop.progress.lines()).anyMatch(line -> line.startsWith("roll out api        2/2 ready"));
        assertThat(shop.cluster.status(release))
                .containsExactly(new WorkloadStatus(
                        new ObjectKey(Kind.DEPLOYMENT, Namespace.USER, "api"), WorkloadStatus.State.RUNNING, 2, 2, ""));
    }

    @Test
    void what_is_unchanged_is_left_alone_and_what_changes_keeps_the_services_address() {
        Release first = shop.release(Manifests.web("api", "one", 1) + Manifests.web("web", "page", 1));
        shop.rollOut(first);
        String api = shop.replica("api").id();
        String web = shop.replica("web").id();
        String address = shop.address("api");

        Release same = shop.release(Manifests.web("api", "one", 1) + Manifests.web("web", "page", 1));
        assertThat(shop.rollOut(same, first)).isEqualTo(new RolloutOutcome.Live());
        assertThat(shop.replica("api").id()).isEqualTo(api);

        Release changed = shop.release(Manifests.web("api", "two", 1) + Manifests.web("web", "page", 1));
        try (Visitor visitor = new Visitor(address)) {
            assertThat(shop.rollOut(changed, same)).isEqualTo(new RolloutOutcome.Live());
            visitor.assertNothingMissed();
        }
        assertThat(shop.replicas("api"))
                .singleElement()
                .satisfies(replica -> assertThat(replica.id()).isNotEqualTo(api));
        assertThat(shop.replica("web").id()).isEqualTo(web);
        assertThat(shop.address("api")).isEqualTo(address);
        assertThat(Http.get(address, 80)).isEqualTo("two\n");
    }

    @Test
    void another_number_of_replicas_adds_and_removes_only_the_difference() {
        Release one = shop.release(Manifests.web("api", "hello", 1));
        shop.rollOut(one);
        String kept = shop.replica("api").id();

        Release three = shop.release(Manifests.web("api", "hello", 3));
        assertThat(shop.rollOut(three, one)).isEqualTo(new RolloutOutcome.Live());
        assertThat(shop.replicas("api"))
                .hasSize(3)
                .extracting(ContainerState::id)
                .contains(kept);

        Release oneAgain = shop.release(Manifests.web("api", "hello", 1));
        assertThat(shop.rollOut(oneAgain, three)).isEqualTo(new RolloutOutcome.Live());
        assertThat(shop.replicas("api")).extracting(ContainerState::id).containsExactly(kept);
        assertThat(Http.get(shop.address("api"), 80)).isEqualTo("hello\n");
    }

    @Test
    void a_release_that_crashes_leaves_the_old_one_serving_throughout_and_shows_its_last_words() {
        Release good = shop.release(Manifests.web("api", "good", 1), Shop.route("api", "api"));
        shop.rollOut(good);
        String id = shop.replica("api").id();
        long generation = shop.gateway.generation();

        Release bad = shop.release(
                Manifests.deployment("api", 1, "echo 'KeyError: SEARCH_URL'; exit 3") + Manifests.service("api"),
                Shop.route("api", "api"));
        RolloutOutcome outcome;
        try (Visitor visitor = new Visitor(shop.address("api"))) {
            outcome = shop.rollOut(bad, good);
            visitor.assertNothingMissed();
        }

        assertThat(outcome)
                .isEqualTo(new RolloutOutcome.Restored("api never became ready. It exits at start with code 3;"
                        + " its last line is: KeyError: SEARCH_URL"));
        assertThat(shop.progress.lines())
                .anyMatch(line -> line.matches("  api-[0-9a-f]{5}-0 \\| KeyError: SEARCH_URL"))
                .anyMatch(line -> line.startsWith("restore  api        release 1 is live again"));
        assertThat(shop.replicas("api")).extracting(ContainerState::id).containsExactly(id);
        assertThat(shop.gateway.generation()).isEqualTo(generation);
    }

    @Test
    void a_release_that_serves_but_is_not_committed_gives_way_to_the_one_before() {
        Release good = shop.release(Manifests.web("api", "good", 1), Shop.route("api", "api"));
        shop.rollOut(good);
        ContainerState kept = shop.replica("api");
        List<String> servedAtCommit = new ArrayList<>();

        RolloutOutcome outcome;
        try (Visitor visitor = new Visitor(shop.address("api"))) {
            outcome = shop.rollOut(
                    shop.release(Manifests.web("api", "better", 1), Shop.route("api", "api")), good, () -> {
                        servedAtCommit.add(Http.get(shop.address("api"), 80));
                        return Optional.of("the database is locked");
                    });
            visitor.assertNothingMissed();
        }

        assertThat(servedAtCommit).containsExactly("better\n");
        assertThat(outcome).isEqualTo(new RolloutOutcome.Restored("the database is locked"));
        assertThat(shop.replicas("api"))
                .as("what was live has run on all the time")
                .singleElement()
                .satisfies(replica -> {
                    assertThat(replica.id()).isEqualTo(kept.id());
                    assertThat(replica.startedAt()).isEqualTo(kept.startedAt());
                });
        assertThat(Http.get(shop.address("api"), 80)).isEqualTo("good\n");
    }

    @Test
    void a_probe_that_never_passes_fails_the_release_at_its_deadline_with_the_answer() {
        String manifest = Manifests.deployment(
                        "api", 1, "echo listening; " + Manifests.serve("hello"), Manifests.readiness("/healthz"), "")
                .replace("spec:\n  replicas", "spec:\n  progressDeadlineSeconds: 3\n  replicas");

        RolloutOutcome outcome = shop.rollOut(shop.release(manifest + Manifests.service("api")));

        assertThat(outcome)
                .isEqualTo(new RolloutOutcome.Restored(
                        "api never became ready: readiness probe GET /healthz answers 404"));
        assertThat(shop.progress.lines()).anyMatch(line -> line.endsWith("| listening"));
        assertThat(shop.containers()).isEmpty();
        assertThat(shop.engine.networks().find(EnvironmentNetworks.name(shop.environment, Namespace.USER)))
                .isEmpty();
    }

    @Test
    void one_that_needs_another_of_the_same_release_waits_for_it() {
        String api = Manifests.deployment("api", 1, "wget -qO- http://db || exit 1; " + Manifests.serve("with db"))
                + Manifests.service("api");
        String db = Manifests.deployment("db", 1, "sleep 4; " + Manifests.serve("rows")) + Manifests.service("db");

        assertThat(shop.rollOut(shop.release(api + db))).isEqualTo(new RolloutOutcome.Live());

        assertThat(Http.get(shop.address("api"), 80)).isEqualTo("with db\n");
    }

    @Test
    void a_claims_data_outlives_releases_and_never_has_two_openers() throws Exception {
        Release first = shop.release(Manifests.store("one"));
        assertThat(shop.rollOut(first)).isEqualTo(new RolloutOutcome.Live());
        Release second = shop.release(Manifests.store("two"));

        try (Sampler running = new Sampler(() ->
                shop.replicas("db").stream().filter(ContainerState::isRunning).count())) {
            assertThat(shop.rollOut(second, first)).isEqualTo(new RolloutOutcome.Live());
            assertThat(running.greatest()).isLessThanOrEqualTo(1);
        }
        assertThat(Http.get(shop.address("db"), 80)).isEqualTo("one\ntwo\n");
        assertThat(shop.progress.lines()).anyMatch(line -> line.contains("it was down for "));

        Release broken = shop.release(Manifests.store("three").replace("exec httpd", "exit 1; exec httpd"));
        assertThat(shop.rollOut(broken, second)).isInstanceOf(RolloutOutcome.Restored.class);
        assertThat(Http.get(shop.address("db"), 80)).startsWith("one\ntwo\n");
    }

    @Test
    void config_reaches_the_container_as_files_and_variables() {
        String script = "mkdir -p /www; cat /etc/app/deep/greeting /etc/one.conf > /www/index.html;"
                + " echo \"$PASSWORD $URL\" >> /www/index.html; exec httpd -f -p 8080 -h /www -u 33";
        String manifests = Manifests.deployment("api", 1, script, """
                                env:
                                - name: PASSWORD
                                  valueFrom:
                                    secretKeyRef:
                                      name: keys
                                      key: password
                                - name: URL
                                  value: db://$(PASSWORD)@db
                                volumeMounts:
                                - name: settings
                                  mountPath: /etc/app
                                - name: whole
                                  mountPath: /etc/one.conf
                                  subPath: one.conf
                        """, """
                              volumes:
                              - name: settings
                                configMap:
                                  name: settings
                                  items:
                                  - key: greeting.txt
                                    path: deep/greeting
                              - name: whole
                                configMap:
                                  name: settings
                        """) + Manifests.service("api") + """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                data:
                  greeting.txt: |
                    good day
                  one.conf: |
                    just one
                ---
                apiVersion: v1
                kind: Secret
                metadata:
                  name: keys
                stringData:
                  password: hunter2
                """;

        assertThat(shop.rollOut(shop.release(manifests))).isEqualTo(new RolloutOutcome.Live());

        assertThat(Http.get(shop.address("api"), 80)).isEqualTo("good day\njust one\nhunter2 db://hunter2@db\n");
    }

    @Test
    void a_repair_puts_back_what_is_missing_and_leaves_alone_what_is_whole() throws IOException {
        Release release = shop.release(Manifests.web("api", "hello", 2), Shop.route("api", "api"));
        shop.rollOut(release);
        String address = shop.address("api");
        assertThat(shop.cluster.repair(release)).isEmpty();

        shop.engine.containers().remove(shop.replicas("api").get(0).id());
        shop.engine.containers().stop(shop.replicas("api").get(0).id(), Duration.ZERO);
        shop.containers().stream()
                .filter(container -> container.labels().containsKey(Labels.SERVICE))
                .forEach(container -> shop.engine.containers().stop(container.id(), Duration.ZERO));
        shop.gateway.lose();

        assertThat(shop.cluster.repair(release))
                .anyMatch(line -> line.startsWith("started api-"))
                .contains("started the proxy of service api", "published the routes");
        assertThat(Http.eventually(address, 80)).isEqualTo("hello\n");
        assertThat(shop.replicas("api")).hasSize(2).allMatch(ContainerState::isRunning);
        assertThat(shop.cluster.repair(release)).isEmpty();
    }

    @Test
    void a_container_that_fails_its_liveness_probe_as_often_as_it_says_is_restarted() throws InterruptedException {
        String probe = """
                        livenessProbe:
                          exec: {command: [test, "!", "-e", "/tmp/hangs"]}
                          periodSeconds: 1
                          failureThreshold: 2
                """;
        Release release = shop.release(Manifests.deployment("api", 1, Manifests.serve("hello"), probe, ""));
        shop.rollOut(release);
        ContainerState healthy = shop.replica("api");
        assertThat(shop.cluster.repair(release)).isEmpty();

        shop.engine.containers().exec(healthy.id(), List.of("touch", "/tmp/hangs"), Duration.ofSeconds(5));
        List<String> done = new ArrayList<>();
        new Await(Clock.systemUTC(), Duration.ofMillis(200))
                .until(() -> done.addAll(shop.cluster.repair(release)), Duration.ofSeconds(20));

        assertThat(done)
                .singleElement()
                .asString()
                .startsWith("restarted " + healthy.name() + ": liveness probe ")
                .endsWith("(2 times)");
        ContainerState restarted = shop.replica("api");
        assertThat(restarted.id()).isEqualTo(healthy.id());
        assertThat(restarted.startedAt()).isNotEqualTo(healthy.startedAt());
    }

    @Test
    void a_gateway_that_does_not_answer_fails_the_release_and_nothing_changes() {
        Release first = shop.release(Manifests.web("api", "one", 1), Shop.route("api", "api"));
        shop.rollOut(first);
        shop.gateway.sleep();

        Release second = shop.release(Manifests.web("api", "two", 1), Shop.route("www", "api"));

        assertThat(shop.rollOut(second, first))
                .isEqualTo(new RolloutOutcome.Restored("the gateway didn't take the new routes: is it running?"));
        assertThat(Http.get(shop.address("api"), 80)).isEqualTo("one\n");
        assertThat(shop.gateway.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.host()).startsWith("api."));
    }

    @Test
    void what_a_release_lacks_is_removed() {
        Release both = shop.release(Manifests.web("api", "one", 1) + Manifests.web("web", "page", 1));
        shop.rollOut(both);

        Release one = shop.release(Manifests.web("api", "one", 1));
        assertThat(shop.rollOut(one, both)).isEqualTo(new RolloutOutcome.Live());

        assertThat(shop.containers())
                .hasSize(2)
                .allMatch(container -> container.name().contains("api"));
    }

    @Test
    void a_service_with_other_ports_keeps_its_address() {
        Release first = shop.release(Manifests.web("api", "hello", 1));
        shop.rollOut(first);
        String address = shop.address("api");
        String replica = shop.replica("api").id();

        Release second = shop.release(Manifests.web("api", "hello", 1).replace("port: 80\n", "port: 8888\n"));
        assertThat(shop.rollOut(second, first)).isEqualTo(new RolloutOutcome.Live());

        assertThat(shop.address("api")).isEqualTo(address);
        assertThat(shop.replica("api").id()).isEqualTo(replica);
        assertThat(Http.get(address, 8888)).isEqualTo("hello\n");
    }

    @Test
    void an_interrupted_rollout_is_cancelled_and_undone() throws Exception {
        Release first = shop.release(Manifests.web("api", "one", 1));
        shop.rollOut(first);
        Release second = shop.release(Manifests.deployment("api", 1, "sleep 1000") + Manifests.service("api"));
        CompletableFuture<RolloutOutcome> outcome = new CompletableFuture<>();
        Thread rollout = new Thread(() -> outcome.complete(shop.rollOut(second, first)));

        rollout.start();
        Http.await(() -> shop.replicas("api").size() == 2);
        rollout.interrupt();

        assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo(new RolloutOutcome.Restored("cancelled"));
        assertThat(shop.replicas("api")).hasSize(1);
        assertThat(Http.get(shop.address("api"), 80)).isEqualTo("one\n");
    }

    @Test
    void the_logs_of_all_replicas_are_merged() {
        Release release = shop.release(
                Manifests.deployment("api", 2, "echo started; " + Manifests.serve("hello")) + Manifests.service("api"));
        shop.rollOut(release);
        List<String> lines = new ArrayList<>();

        shop.cluster.logs(
                release,
                new LogQuery(
                        new PodQuery(
                                new ObjectKey(Kind.DEPLOYMENT, Namespace.USER, "api"),
                                Optional.empty(),
                                Optional.empty()),
                        false,
                        Optional.of(10)),
                line -> lines.add(line.pod().replaceAll("-.*-", "-") + " " + line.text()));

        assertThat(lines).containsExactlyInAnyOrder("api-0 started", "api-1 started");
    }

    @Test
    void a_repair_leads_back_to_the_live_release_from_whatever_a_killed_server_left() {
        Release live = shop.release(Manifests.web("api", "one", 1), Shop.route("api", "api"));
        shop.rollOut(live);
        String address = shop.address("api");
        Release unfinished = shop.release(
                Manifests.web("api", "two", 2).replace("port: 80\n", "port: 8888\n") + Manifests.web("web", "new", 1),
                Shop.route("web", "web"));
        shop.rollOut(unfinished, live);

        assertThat(new EngineCluster(
                                shop.engine,
                                EngineClusterSettings.of(
                                                directory.resolve("cluster"),
                                                directory.resolve("gateway"),
                                                new GatewayAddress("localhost", 8000))
                                        .withAddresses(shop.settings.addresses()))
                        .repair(live))
                .isNotEmpty();

        assertThat(Http.eventually(address, 80)).isEqualTo("one\n");
        assertThat(shop.containers()).hasSize(2);
        assertThat(shop.gateway.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.host()).startsWith("api."));
        assertThat(shop.cluster.repair(live)).isEmpty();
    }

    /** The proxy still knows what it led to before, as down; a new replica gets the address of that. */
    @Test
    void what_a_server_left_in_a_proxy_that_was_killed_after_its_commit_costs_no_request() throws Exception {
        String probe =
                Manifests.readiness("/").replace("periodSeconds: 1", "periodSeconds: 8\n          failureThreshold: 1");
        List<Release> releases = Stream.of("one", "two", "three")
                .map(text -> shop.release(
                        Manifests.deployment("api", 1, Manifests.serve(text), probe, "") + Manifests.service("api")))
                .toList();
        shop.rollOut(releases.get(0));
        String first = shop.replica("api").labels().get(Labels.address(Namespace.USER));
        assertThatThrownBy(() -> shop.rollOut(releases.get(1), releases.get(0), () -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        shop.cluster.repair(releases.get(1));
        HaproxyRuntime runtime = new HaproxyRuntime(ProxyDirectory.socket(onlyProxy()));
        Http.await(() -> isDown(runtime));

        try (Visitor visitor = new Visitor(shop.address("api"))) {
            assertThat(shop.rollOut(releases.get(2), releases.get(1))).isEqualTo(new RolloutOutcome.Live());
            visitor.assertNothingMissed();
        }
        assertThat(shop.replica("api").labels()).containsEntry(Labels.address(Namespace.USER), first);
        assertThat(Http.get(shop.address("api"), 80)).isEqualTo("three\n");
    }

    /** Left by a server that was killed after it had removed an old replica and before the proxy forgot it. */
    @Test
    void a_repair_gives_work_to_a_replica_at_the_address_of_one_that_was_drained()
            throws IOException, InterruptedException {
        String probe = """
                        readinessProbe:
                          httpGet:
                            path: /
                            port: 8080
                          periodSeconds: 1
                """;
        Release live = shop.release(
                Manifests.deployment("api", 1, Manifests.serve("one"), probe, "") + Manifests.service("api"));
        shop.rollOut(live);
        String address = shop.address("api");
        Path proxy = onlyProxy();
        HaproxyRuntime runtime = new HaproxyRuntime(ProxyDirectory.socket(proxy));
        runtime.drain(runtime.servers().get(0).path());
        shop.engine.containers().remove(shop.replica("api").id());
        Files.createFile(proxy.resolve("unsettled"));
        assertThat(new Await(Clock.systemUTC(), Duration.ofMillis(100))
                        .until(() -> isDown(runtime), Duration.ofSeconds(30)))
                .isTrue();

        shop.cluster.repair(live);

        assertThat(Http.eventually(address, 80)).isEqualTo("one\n");
    }

    private static boolean isDown(HaproxyRuntime runtime) {
        try {
            return runtime.servers().stream().anyMatch(server -> server.status().startsWith("DOWN"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path onlyProxy() throws IOException {
        Path proxies = ProxyDirectory.proxies(new ClusterDirectory(directory.resolve("cluster")), shop.environment);
        try (Stream<Path> directories = Files.list(proxies)) {
            return directories.findFirst().orElseThrow();
        }
    }

    @Test
    void what_restarted_while_others_were_on_their_way_has_to_become_ready_again() {
        String slow =
                Manifests.deployment("slow", 1, "sleep 8; " + Manifests.serve("slow"), Manifests.readiness("/"), "");
        String once =
                "[ ! -e /tmp/over ] || AGAIN; touch /tmp/over /tmp/index.html; httpd -p 8080 -h /tmp; sleep 3; exit 1";
        String lost = Manifests.deployment(
                        "lost", 1, once.replace("AGAIN", "exec sleep 600"), Manifests.readiness("/"), "")
                .replace("  replicas: 1", "  replicas: 1\n  progressDeadlineSeconds: 3");
        String found = Manifests.deployment(
                "found", 1, once.replace("AGAIN", "exec httpd -f -p 8080 -h /tmp"), Manifests.readiness("/"), "");

        assertThat(shop.rollOut(shop.release(slow + lost)))
                .isEqualTo(new RolloutOutcome.Restored(
                        "lost was ready but didn't stay up: readiness probe nothing listens on port 8080"));
        assertThat(shop.rollOut(shop.release(slow + found))).isEqualTo(new RolloutOutcome.Live());
    }

    @Test
    void a_headless_service_resolves_to_the_replicas_in_both_namespaces() {
        Release release = shop.release(Manifests.web("api", "hello", 2)
                .replace(
                        "  selector:\n    app: api\n  ports", "  clusterIP: None\n  selector:\n    app: api\n  ports"));

        assertThat(shop.rollOut(release)).isEqualTo(new RolloutOutcome.Live());

        for (Namespace namespace : Namespace.values()) {
            List<String> expected = shop.replicas("api").stream()
                    .map(replica -> replica.addresses().get(EnvironmentNetworks.name(shop.environment, namespace)))
                    .sorted()
                    .toList();
            assertThat(shop.run(
                                    namespace,
                                    "nslookup api.default | sed '1,/^Name/d' | awk '/^Address/ {print $NF}' | sort")
                            .lines()
                            .toList())
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_request_in_progress_is_finished_by_the_old_replica() throws Exception {
        String slow = "mkdir -p /www/cgi-bin && cd /www && printf '#!/bin/sh\\necho; sleep 4; echo slow\\n' >"
                + " cgi-bin/index.cgi && chmod +x cgi-bin/index.cgi && ln -s cgi-bin/index.cgi index.cgi;"
                + " printf 'I:cgi-bin/index.cgi\\n' > /etc/httpd.conf; VERSION=%s exec httpd -f -p 8080 -h /www";
        Release first = shop.release(manifest(slow, "1"), Shop.route("api", "api"));
        shop.rollOut(first);
        String address = shop.address("api");
        Release second = shop.release(manifest(slow, "2"), Shop.route("api", "api"));

        CompletableFuture<String> answer =
                CompletableFuture.supplyAsync(() -> Http.get(address, 80, "/cgi-bin/index.cgi"));
        assertThat(shop.rollOut(second, first)).isEqualTo(new RolloutOutcome.Live());

        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("slow\n");
    }

    @Test
    void probes_by_command_and_by_connection_are_asked_as_often_as_they_say() {
        String worker = Manifests.deployment("worker", 1, "sleep 2; touch /tmp/ready; sleep 1000", """
                        readinessProbe:
                          exec:
                            command: [test, -e, /tmp/ready]
                          periodSeconds: 1
                """, "");
        String api = Manifests.deployment("api", 1, Manifests.serve("hello"), """
                                startupProbe:
                                  httpGet:
                                    path: /
                                    port: 8080
                                  periodSeconds: 1
                                readinessProbe:
                                  tcpSocket:
                                    port: 8080
                                  initialDelaySeconds: 1
                                  periodSeconds: 1
                                  successThreshold: 2
                        """, "") + Manifests.service("api");
        Release release = shop.release(worker + api);

        assertThat(shop.rollOut(release)).isEqualTo(new RolloutOutcome.Live());
        assertThat(shop.cluster.status(release))
                .extracting(WorkloadStatus::state)
                .containsOnly(WorkloadStatus.State.RUNNING);

        shop.engine.containers().exec(shop.replica("worker").id(), List.of("rm", "/tmp/ready"), Duration.ofSeconds(5));
        shop.engine.containers().stop(shop.replica("api").id(), Duration.ZERO);
        assertThat(shop.cluster.status(release))
                .extracting(WorkloadStatus::state, WorkloadStatus::detail)
                .containsExactly(
                        tuple(WorkloadStatus.State.STARTING, "readiness probe test exits with 1"),
                        tuple(WorkloadStatus.State.STOPPED, "exit code 137 (probably out of memory)"));
    }

    @Test
    void a_failed_first_release_that_ignores_being_asked_to_end_is_taken_back_soon() {
        Instant began = Instant.now();

        RolloutOutcome outcome = shop.rollOut(shop.release(deaf()));

        assertThat(outcome).isInstanceOf(RolloutOutcome.Restored.class);
        assertThat(shop.containers()).isEmpty();
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void nobody_waits_for_what_a_killed_server_left_and_no_proxy_leads_to() throws InterruptedException {
        Release live = shop.release(Manifests.web("api", "one", 1));
        shop.rollOut(live);
        ClusterTools tools = ClusterTools.of(shop.engine, shop.settings);
        Inventory present = Inventory.take(shop.engine.containers(), shop.environment);
        AddressPlan addresses = new AddressPlan(tools.networks().ensure(shop.environment), present);
        ReplicaStart start = new ReplicaStart(tools, shop.environment, addresses, EndingGrace.NONE_SERVED);
        start.ensure(tools.planner().plan(shop.release(deaf())).workloads().get(0));
        assertThat(shop.replicas("api")).hasSize(2);

        Instant began = Instant.now();
        assertThat(shop.rollOut(shop.release(Manifests.web("api", "three", 1)), live))
                .isEqualTo(new RolloutOutcome.Live());

        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertThat(shop.replicas("api")).hasSize(1);
        assertThat(Http.get(shop.address("api"), 80)).isEqualTo("three\n");
    }

    /** Never ready, deaf to SIGTERM, with half a minute to end. */
    private static String deaf() {
        return (Manifests.deployment(
                                "api",
                                1,
                                "trap '' TERM; while :; do sleep 1; done",
                                Manifests.readiness("/healthz"),
                                "")
                        + Manifests.service("api"))
                .replace("terminationGracePeriodSeconds: 1", "terminationGracePeriodSeconds: 30")
                .replace("spec:\n  replicas", "spec:\n  progressDeadlineSeconds: 3\n  replicas");
    }

    private static String manifest(String script, String version) {
        return Manifests.deployment("api", 1, script.formatted(version)) + Manifests.service("api");
    }
}
