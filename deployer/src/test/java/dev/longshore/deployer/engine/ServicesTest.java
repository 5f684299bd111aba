package dev.longshore.deployer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.deployer.engine.network.EnvironmentNetworks;
import dev.longshore.deployer.engine.testing.Http;
import dev.longshore.deployer.engine.testing.Manifests;
import dev.longshore.deployer.engine.testing.Shop;
import dev.longshore.deployer.engine.testing.Visitor;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.release.Release;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services as containers see them. */
@EngineTest
class ServicesTest {
    private static final int ROLLOUTS = 10;

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(directory.resolve("shop"));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_service_that_does_not_speak_http_is_spread_over_its_replicas_at_the_services_port() {
        String echo = Manifests.deployment("echo", 2, "exec nc -ll -p 9000 -e hostname")
                + Manifests.service("echo")
                        .replace("port: 80\n", "port: 7\n")
                        .replace("targetPort: 8080", "targetPort: 9000");
        assertThat(shop.rollOut(shop.release(echo))).isEqualTo(new RolloutOutcome.Live());

        String answers = shop.run(Namespace.USER, "for i in 1 2 3 4 5 6; do sleep 1 | timeout 5 nc echo 7; done 2>&1");

        assertThat(answers.lines()).hasSize(6);
        assertThat(Set.copyOf(answers.lines().toList())).hasSize(2);
    }

    @Test
    void a_replica_that_is_not_ready_gets_nothing_until_it_is_again() {
        String script =
                "mkdir -p /www && touch /www/ready && hostname > /www/index.html && exec httpd -f -p 8080 -h /www";
        shop.rollOut(shop.release(
                Manifests.deployment("api", 2, script, Manifests.readiness("/ready"), "") + Manifests.service("api")));
        String address = shop.address("api");
        Http.await(() -> answers(address).size() == 2);
        ContainerState sick = shop.replica("api");

        exec(sick, "rm", "/www/ready");
        Http.await(() -> answers(address).size() == 1);
        assertThat(answers(address)).singleElement().isNotEqualTo(sick.id().substring(0, 12) + "\n");

        exec(sick, "touch", "/www/ready");
        Http.await(() -> answers(address).size() == 2);
    }

    @Test
    void services_of_both_namespaces_are_reached_from_both() {
        String inHasura = Manifests.web("cache", "kept", 1)
                .replace("metadata:\n  name: cache", "metadata:\n  namespace: hasura\n  name: cache");
        shop.rollOut(shop.release(Manifests.web("api", "hello", 1) + inHasura));

        for (Namespace namespace : Namespace.values()) {
            assertThat(shop.run(namespace, "wget -qO- http://api.default; wget -qO- http://cache.hasura"))
                    .isEqualTo("hello\nkept");
        }
        assertThat(shop.run(Namespace.USER, "wget -qO- http://cache 2>&1")).contains("bad address");
        assertThat(shop.run(Namespace.HASURA, "wget -qO- http://cache")).isEqualTo("kept");
    }

    @Test
    void a_headless_service_is_the_names_of_its_replicas() {
        shop.rollOut(shop.release(Manifests.deployment("db", 2, Manifests.serve("rows"))
                + Manifests.service("db").replace("spec:\n", "spec:\n  clusterIP: None\n")));

        String lookup = shop.run(Namespace.USER, "nslookup db.default; wget -qO- http://db:8080");
        String own = EnvironmentNetworks.name(shop.environment, Namespace.USER);
        assertThat(shop.replicas("db"))
                .hasSize(2)
                .allSatisfy(replica -> assertThat(lookup)
                        .contains(String.valueOf(replica.addresses().get(own))));
        assertThat(lookup).endsWith("rows");
    }

    @Test
    void nginx_which_resolves_a_name_once_serves_through_ten_rollouts_of_what_is_behind_it() {
        String configuration = "events {} http { server { listen 8080; location / { proxy_pass http://api; } } }";
        String front = Manifests.deployment(
                                "front",
                                1,
                                "echo '" + configuration + "' > /etc/nginx/nginx.conf; exec nginx -g 'daemon off;'")
                        .replace(Shop.BUSYBOX, Shop.NGINX)
                + Manifests.service("front");
        Release live = shop.release(front + Manifests.web("api", "version 0", 1));
        assertThat(shop.rollOut(live)).isEqualTo(new RolloutOutcome.Live());
        String nginx = shop.replica("front").id();
        String address = shop.address("front");

        try (Visitor visitor = new Visitor(address)) {
            for (int version = 1; version <= ROLLOUTS; version++) {
                Release next = shop.release(front + Manifests.web("api", "version " + version, 1));
                assertThat(shop.rollOut(next, live)).isEqualTo(new RolloutOutcome.Live());
                assertThat(Http.get(address, 80)).isEqualTo("version " + version + "\n");
                live = next;
            }
            visitor.assertNothingMissed();
        }
        assertThat(shop.replica("front").id()).isEqualTo(nginx);
    }

    private static Set<String> answers(String address) {
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 8; i++) {
            answers.add(Http.get(address, 80));
        }
        return answers;
    }

    private void exec(ContainerState container, String... command) {
        shop.engine.containers().exec(container.id(), List.of(command), Duration.ofSeconds(10));
    }
}
