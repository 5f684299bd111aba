package dev.longshore.deployer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.deployer.engine.concurrent.Await;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.testing.Http;
import dev.longshore.deployer.engine.testing.Manifests;
import dev.longshore.deployer.engine.testing.MovableClock;
import dev.longshore.deployer.engine.testing.PodManifests;
import dev.longshore.deployer.engine.testing.Shop;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Containers;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.release.Release;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods out of the ordinary, on the real engine. */
@EngineTest
class PodsTest {
    private static final String TWO_STEPS_AND_A_NEIGHBOUR = PodManifests.deployment("""
                  initContainers:
                  - name: first
                    image: busybox:latest
                    command: ["sh", "-c", "echo first > /work/index.html"]
                    volumeMounts: [{name: work, mountPath: /work}]
                  - name: neighbour
                    image: busybox:latest
                    restartPolicy: Always
                    command: ["httpd", "-f", "-p", "9090", "-h", "/neighbour"]
                    volumeMounts: [{name: work, mountPath: /neighbour}]
                  - name: second
                    image: busybox:latest
                    command: ["sh", "-c", "echo second >> /work/index.html"]
                    volumeMounts: [{name: work, mountPath: /work}]
                  containers:
                  - name: web
                    image: busybox:latest
                    command: ["httpd", "-f", "-p", "8080", "-h", "/www"]
                    volumeMounts: [{name: work, mountPath: /www, readOnly: true}]
                  - name: watcher
                    image: busybox:latest
                    command: ["sh", "-c", "while true; do wget -qO- http://localhost:8080 >/dev/null && touch /tmp/seen; sleep 0.2; done"]
                    readinessProbe:
                      exec:
                        command: ["test", "-f", "/tmp/seen"]
                      periodSeconds: 1
                  volumes:
                  - name: work
                    emptyDir: {}
            """) + Manifests.service("api");

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
    void containers_of_a_pod_share_network_and_scratch_space_after_its_init_containers_have_run() {
        Release release = shop.release(TWO_STEPS_AND_A_NEIGHBOUR);

        assertThat(shop.rollOut(release)).isEqualTo(new RolloutOutcome.Live());

        assertThat(shop.run(Namespace.USER, "wget -qO- http://api")).isEqualTo("first\nsecond");
        assertThat(shop.cluster.status(release)).singleElement().satisfies(status -> {
            assertThat(status.ready()).isEqualTo(1);
            assertThat(status.detail()).isEmpty();
        });
        assertThat(shop.cluster.repair(release)).isEmpty();
    }

    @Test
    void containers_that_are_asked_at_different_times_are_ready_together() {
        Release release = shop.release(PodManifests.deployment("""
                  containers:
                  - name: early
                    image: busybox:latest
                    command: ["sleep", "1000"]
                    readinessProbe: {exec: {command: ["true"]}, periodSeconds: 4}
                  - name: late
                    image: busybox:latest
                    command: ["sleep", "1000"]
                    readinessProbe: {exec: {command: ["true"]}, initialDelaySeconds: 2, periodSeconds: 4}
            """)
                .replace("spec:\n  selector", "spec:\n  progressDeadlineSeconds: 20\n  selector"));

        assertThat(shop.rollOut(release)).isEqualTo(new RolloutOutcome.Live());
    }

    @Test
    void a_pod_whose_sandbox_was_killed_starts_from_the_beginning() {
        Release release = shop.release(TWO_STEPS_AND_A_NEIGHBOUR);
        shop.rollOut(release);
        ContainerState sandbox = member("api", "");
        shop.engine.containers().signal(sandbox.id(), "KILL");

        await(() -> {
            shop.cluster.repair(release);
            return shop.cluster.status(release).get(0).ready() == 1;
        });

        assertThat(shop.run(Namespace.USER, "wget -qO- http://api")).isEqualTo("first\nsecond");
    }

    @Test
    void an_init_container_that_fails_is_told_with_its_last_words() {
        Release live = shop.release(Manifests.web("api", "one", 1));
        shop.rollOut(live);

        RolloutOutcome outcome =
                shop.rollOut(shop.release(PodManifests.deployment("""
                  initContainers:
                  - name: migrate
                    image: busybox:latest
                    command: ["sh", "-c", "echo no such table; exit 3"]
                  containers:
                  - name: web
                    image: busybox:latest
                    command: ["httpd", "-f", "-p", "8080"]
            """) + Manifests.service("api")), live);

        assertThat(outcome)
                .isEqualTo(new RolloutOutcome.Restored("api never became ready. Init container migrate exits at start"
                        + " with code 3; its last line is: no such table"));
        assertThat(Http.get(shop.address("api"), 80)).isEqualTo("one\n");
    }

    @Test
    void a_crash_is_told_with_its_code_its_last_words_and_their_meaning() {
        RolloutOutcome outcome = shop.rollOut(
                shop.release(Manifests.deployment("api", 1, "echo loading; echo \"KeyError: 'SEARCH_URL'\"; exit 1")));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RolloutOutcome.Restored.class,
                        restored -> assertThat(restored.reason())
                                .startsWith(
                                        "api never became ready. It exits at start with code 1; its last line is: KeyError: 'SEARCH_URL'."
                                                + " The variable SEARCH_URL is not set for its container ("));
        assertThat(shop.progress.lines())
                .anyMatch(line -> line.matches("  api-\\w+-0 \\| loading"))
                .anyMatch(line -> line.startsWith("roll out api        0/1 ready: exit code 1, restarted "));
    }

    @Test
    void lack_of_memory_is_told_with_the_limit() {
        RolloutOutcome outcome =
                shop.rollOut(shop.release(Manifests.deployment("api", 1, "exec tail /dev/zero", """
                        resources: {limits: {memory: 8Mi}}
                """, "")));

        assertThat(outcome)
                .isEqualTo(
                        new RolloutOutcome.Restored("api never became ready. It is killed (exit code 137), probably for"
                                + " lack of memory: its limit is 8 MiB"));
    }

    @Test
    void a_server_at_another_port_than_its_service_leads_to_is_told_its_own() {
        RolloutOutcome outcome =
                shop.rollOut(shop.release(Manifests.deployment("api", 1, "exec httpd -f -p 127.0.0.1:8080", "", "")
                                .replace("spec:\n  replicas", "spec:\n  progressDeadlineSeconds: 3\n  replicas")
                        + Manifests.service("api")));

        assertThat(outcome)
                .isEqualTo(new RolloutOutcome.Restored(
                        "api never became ready: nothing listens on port 8080. It listens on"
                                + " 127.0.0.1:8080 only; it has to listen on 0.0.0.0"));
    }

    @Test
    void pods_of_a_stateful_set_keep_their_names_and_their_claims() {
        Release first = shop.release(PodManifests.statefulSet(2, "one"));
        assertThat(shop.rollOut(first)).isEqualTo(new RolloutOutcome.Live());

        Release second = shop.release(PodManifests.statefulSet(2, "two"));
        assertThat(shop.rollOut(second, first)).isEqualTo(new RolloutOutcome.Live());

        assertThat(shop.run(Namespace.USER, "wget -qO- http://db-0.db:8080; wget -qO- http://db-1.db.default:8080"))
                .isEqualTo("one on db-0\ntwo on db-0\none on db-1\ntwo on db-1");
        assertThat(shop.progress.lines())
                .anyMatch(line -> line.contains("as the pods of a StatefulSet keep their names"));
    }

    @Test
    void a_job_runs_once_for_each_change_and_before_the_release_is_live() {
        Release first = shop.release(PodManifests.job("echo created the table", 0));
        assertThat(shop.rollOut(first)).isEqualTo(new RolloutOutcome.Live());
        String run = member("migrate", "migrate").id();

        Release same = shop.release(PodManifests.job("echo created the table", 0) + Manifests.web("api", "one", 1));
        assertThat(shop.rollOut(same, first)).isEqualTo(new RolloutOutcome.Live());
        assertThat(member("migrate", "migrate").id()).isEqualTo(run);
        assertThat(shop.cluster.repair(same)).isEmpty();

        Release changed = shop.release(PodManifests.job("echo dropped it", 0) + Manifests.web("api", "one", 1));
        assertThat(shop.rollOut(changed, same)).isEqualTo(new RolloutOutcome.Live());
        assertThat(output(member("migrate", "migrate"))).containsExactly("dropped it");
    }

    @Test
    void a_job_that_fails_takes_the_release_back() {
        Release live = shop.release(Manifests.web("api", "one", 1));
        shop.rollOut(live);

        RolloutOutcome outcome = shop.rollOut(
                shop.release(PodManifests.job("echo no connection; exit 7", 1) + Manifests.web("api", "two", 1)), live);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RolloutOutcome.Restored.class,
                        restored -> assertThat(restored.reason())
                                // Podman starts it again at once, and may have done so once more.
                                .matches("Job/migrate failed [2-9] times, its backoffLimit is 1: .*"
                                        + "; its last line is: no connection"));
        assertThat(Http.get(shop.address("api"), 80)).isEqualTo("one\n");
        assertThat(shop.replicas("migrate")).isEmpty();
    }

    @Test
    void a_pod_is_told_about_itself_and_runs_as_it_says() {
        Release release = shop.release(PodManifests.deployment("""
                  hostname: shop-api
                  hostAliases:
                  - ip: 192.0.2.7
                    hostnames: [legacy]
                  securityContext:
                    runAsUser: 1000
                    runAsGroup: 2000
                    fsGroup: 3000
                    runAsNonRoot: true
                  containers:
                  - name: api
                    image: busybox:latest
                    command: ["sh", "-c"]
                    args:
                    - |
                      { echo $TEAM $SPACE $MEMORY; test "$ADDRESS" = "$(hostname -i)" && echo address; id -u; id -g; id -G
                      hostname; grep -c legacy /etc/hosts; cat /pod/labels; echo; touch /data/file && echo writable
                      touch /file || echo read-only; stat -c %a /pod/labels; grep NoNewPrivs /proc/self/status
                      } > /tmp/index.html 2>/dev/null; exec httpd -f -p 8080 -h /tmp
                    env:
                    - {name: TEAM, valueFrom: {fieldRef: {fieldPath: "metadata.annotations['team']"}}}
                    - {name: SPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
                    - {name: ADDRESS, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                    - {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
                    resources: {limits: {memory: 64Mi}}
                    securityContext: {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false}
                    volumeMounts:
                    - {name: pod, mountPath: /pod}
                    - {name: data, mountPath: /data}
                    - {name: tmp, mountPath: /tmp}
                  volumes:
                  - name: pod
                    downwardAPI: {items: [{path: labels, mode: 0440, fieldRef: {fieldPath: metadata.labels}}]}
                  - name: data
                    persistentVolumeClaim: {claimName: data}
                  - name: tmp
                    emptyDir: {medium: Memory, sizeLimit: 1Mi}
            """) + Manifests.service("api"));

        assertThat(shop.rollOut(release)).isEqualTo(new RolloutOutcome.Live());

        assertThat(Http.get(shop.address("api"), 80).lines())
                .containsExactly(
                        "blue default 64",
                        "address",
                        "1000",
                        "2000",
                        "2000 3000",
                        "shop-api",
                        "1",
                        "app=\"api\"",
                        "writable",
                        "read-only",
                        "444",
                        "NoNewPrivs:\t1");
    }

    @Test
    void hooks_run_after_the_start_and_before_the_end() {
        Release first = shop.release(PodManifests.deployment("""
                  containers:
                  - name: api
                    image: busybox:latest
                    command: ["httpd", "-f", "-p", "8080", "-h", "/data"]
                    lifecycle:
                      postStart: {exec: {command: ["sh", "-c", "echo started > /data/index.html"]}}
                      preStop: {exec: {command: ["sh", "-c", "echo ending >> /data/index.html"]}}
                    volumeMounts: [{name: data, mountPath: /data}]
                  volumes:
                  - name: data
                    persistentVolumeClaim: {claimName: data}
            """) + Manifests.service("api"));
        shop.rollOut(first);

        Release second = shop.release(PodManifests.deployment("""
                  containers:
                  - name: api
                    image: busybox:latest
                    command: ["httpd", "-f", "-p", "8080", "-h", "/data"]
                    volumeMounts: [{name: data, mountPath: /data}]
                  volumes:
                  - name: data
                    persistentVolumeClaim: {claimName: data}
            """) + Manifests.service("api"));
        assertThat(shop.rollOut(second, first)).isEqualTo(new RolloutOutcome.Live());

        assertThat(Http.get(shop.address("api"), 80)).isEqualTo("started\nending\n");
    }

    @Test
    void a_container_that_must_not_be_root_is_not() {
        RolloutOutcome outcome = shop.rollOut(shop.release(PodManifests.deployment("""
                  securityContext: {runAsNonRoot: true}
                  containers:
                  - name: api
                    image: busybox:latest
                    command: ["sleep", "1000"]
            """)));

        assertThat(outcome)
                .isEqualTo(
                        new RolloutOutcome.Restored("container api must not run as root (runAsNonRoot), but its image"
                                + " says no user; say a number in runAsUser"));
    }

    @Test
    void runs_of_a_cron_job_start_when_they_are_due_and_old_ones_go() {
        MovableClock clock = new MovableClock();
        openAt(clock);
        Release release = shop.release(PodManifests.cronJob("Forbid", "echo tidied; test -f /again"));
        shop.rollOut(release);
        assertThat(shop.cluster.repair(release)).isEmpty();

        clock.advance(Duration.ofMinutes(5));
        assertThat(shop.cluster.repair(release))
                .singleElement()
                .asString()
                .startsWith("started the run of CronJob/tidy");
        assertThat(shop.cluster.repair(release)).noneMatch(line -> line.startsWith("started"));
    }

    @Test
    void a_run_of_a_cron_job_is_seen_to_its_end() {
        MovableClock clock = new MovableClock();
        openAt(clock);
        Release release = shop.release(PodManifests.cronJob("Allow", "echo tidied"));
        shop.rollOut(release);
        shop.cluster.repair(release);
        for (int run = 0; run < 3; run++) {
            clock.advance(Duration.ofMinutes(5));
            shop.cluster.repair(release);
            await(() -> shop.cluster.repair(release).stream().anyMatch(line -> line.endsWith(" completed")));
        }
        shop.cluster.repair(release);

        assertThat(shop.replicas("tidy")).hasSizeLessThanOrEqualTo(2);
        assertThat(output(shop.replicas("tidy").get(0))).containsExactly("tidied");
    }

    @Test
    void runs_of_an_earlier_version_of_a_cron_job_count_as_old_ones() {
        MovableClock clock = new MovableClock();
        openAt(clock);
        Release first = shop.release(PodManifests.cronJob("Allow", "echo one"));
        shop.rollOut(first);
        runOnce(clock, first);
        Release second = shop.release(PodManifests.cronJob("Allow", "echo two"));
        shop.rollOut(second, first);
        runOnce(clock, second);

        shop.cluster.repair(second);

        assertThat(shop.replicas("tidy"))
                .singleElement()
                .satisfies(run -> assertThat(output(run)).containsExactly("two"));
    }

    private void runOnce(MovableClock clock, Release release) {
        shop.cluster.repair(release);
        clock.advance(Duration.ofMinutes(5));
        await(() -> shop.cluster.repair(release).stream().anyMatch(line -> line.endsWith(" completed")));
    }

    private void openAt(MovableClock clock) {
        shop.close();
        shop = new Shop(directory, settings -> settings.withClock(clock));
    }

    private static void await(BooleanSupplier condition) {
        try {
            assertThat(new Await(Clock.systemUTC(), Duration.ofMillis(100)).until(condition, Duration.ofSeconds(60)))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ContainerState member(String workload, String container) {
        return shop.replicas(workload).stream()
                .filter(state ->
                        state.labels().getOrDefault(Labels.CONTAINER, "").equals(container))
                .findFirst()
                .orElseThrow();
    }

    private List<String> output(ContainerState container) {
        List<String> lines = new ArrayList<>();
        shop.engine
                .containers()
                .logs(
                        container.id(),
                        new Containers.LogRequest(false, Optional.empty()),
                        line -> lines.add(line.text()));
        return lines;
    }
}
