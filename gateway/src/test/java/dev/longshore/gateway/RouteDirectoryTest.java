package dev.longshore.gateway;

import static dev.longshore.gateway.TestRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteDirectoryTest {
    private static final String HOST = "api.shop.localhost";

    @TempDir
    private Path directory = Path.of("");

    private TestRoutes routes;
    private TestUpstream one;
    private TestUpstream two;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        routes = new TestRoutes(directory.resolve("not/yet/there"));
        one = TestUpstream.named("one");
        two = TestUpstream.named("two");
        startGateway();
    }

    private void startGateway() throws IOException {
        gateway = Gateway.start(GatewaySettings.of(routes.directory(), 0));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        one.close();
        two.close();
    }

    private String body() throws Exception {
        return TestClient.get(gateway, HOST, "/").body();
    }

    private void serveFirst() throws Exception {
        routes.put("shop", 1, route(HOST, one, "api"));
        routes.awaitAcknowledged("shop", 1);
    }

    @Test
    void once_acknowledged_every_request_sees_the_new_routes() throws Exception {
        for (long generation = 1; generation <= 100; generation++) {
            TestUpstream upstream = generation % 2 == 0 ? one : two;
            routes.put("shop", generation, route(HOST, upstream, "api"));
            routes.awaitAcknowledged("shop", generation);

            assertThat(body()).isEqualTo(upstream == one ? "one /" : "two /");
        }
    }

    @Test
    void new_routes_are_served_within_a_moment() throws Exception {
        serveFirst();
        long start = System.nanoTime();
        routes.put("shop", 2, route(HOST, two, "api"));
        routes.awaitAcknowledged("shop", 2);

        // The safety net alone would take up to 2 s.
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(1000);
    }

    @Test
    void a_change_of_routes_under_load_loses_no_request() throws Exception {
        serveFirst();
        Load load = Load.start(
                8,
                () -> TestClient.request(gateway, HOST, "/x")
                        .POST(BodyPublishers.ofString("body"))
                        .build());
        for (long generation = 2; generation <= 60; generation++) {
            routes.put("shop", generation, route(HOST, generation % 2 == 0 ? two : one, "api"));
            routes.awaitAcknowledged("shop", generation);
            load.awaitMore(10);
        }

        assertThat(load.stop()).isEmpty();
    }

    @Test
    void an_upstream_may_end_once_the_change_is_acknowledged_without_losing_a_safe_request() throws Exception {
        serveFirst();
        Load load = Load.start(8, () -> TestClient.request(gateway, HOST, "/x").build());
        for (long generation = 2; generation <= 30; generation++) {
            try (TestUpstream next = TestUpstream.named("next")) {
                routes.put("shop", generation, route(HOST, next, "api"));
                routes.awaitAcknowledged("shop", generation);
                load.awaitMore(10);
                routes.put("shop", ++generation, route(HOST, one, "api"));
                routes.awaitAcknowledged("shop", generation);
            }
        }

        // A Jetty that is stopped while a request arrives may answer it itself, and an answer is nothing to retry.
        assertThat(load.stop()).allMatch(answer -> answer.contains("HTTP ERROR 500 org.eclipse.jetty.io.EofException"));
    }

    @Test
    void after_a_restart_the_last_routes_are_served_without_anybody() throws Exception {
        serveFirst();
        gateway.close();
        startGateway();

        assertThat(body()).isEqualTo("one /");
        assertThat(routes.acknowledgement("shop")).hasContent("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"generation\":2}",
                "{\"generation\":2,\"entries\":null}",
                "{\"generation\":2,\"entries\":[null]}",
                "{\"generation\":2,\"entries\":[]} trailing",
                "{\"generation\":2,\"entries\":[],\"restrictToRoles\":[\"admin\"]}",
                "{\"generation\":2,\"entries\":[{\"host\":\"api.shop.localhost\",\"path\":\"/\"}]}",
                "{\"generation\":2,\"entries\":[{\"host\":\"api.shop.localhost\",\"path\":\"api\",\"upstreamHost\":"
                        + "\"127.0.0.1\",\"upstreamPort\":80,\"upstreamPath\":\"/\",\"microservice\":\"api\"}]}",
                "{\"generation\":2,\"entries\":[{\"host\":\"api.shop.localhost\",\"path\":\"/\",\"upstreamHost\":"
                        + "\"127.0.0.1\",\"upstreamPort\":0,\"upstreamPath\":\"/\",\"microservice\":\"api\"}]}",
                "{\"generation\":2,\"entries\":[{\"host\":\"api.shop.localhost\",\"path\":\"/\",\"upstreamHost\":"
                        + "\"evil/@\",\"upstreamPort\":80,\"upstreamPath\":\"/\",\"microservice\":\"api\"}]}",
            })
    void a_broken_file_leaves_the_last_good_routes_and_their_acknowledgement(String content) throws Exception {
        serveFirst();
        routes.put("shop", content);
        routes.put("probe", 1);
        routes.awaitAcknowledged("probe", 1);

        assertThat(body()).isEqualTo("one /");
        assertThat(routes.acknowledgement("shop")).hasContent("1");

        routes.put("shop", 3, route(HOST, two, "api"));
        routes.awaitAcknowledged("shop", 3);
        assertThat(body()).isEqualTo("two /");
    }

    @Test
    void a_removed_file_takes_its_routes_and_acknowledgement_away() throws Exception {
        serveFirst();
        routes.put("blog", 1, route("www.blog.localhost", two, "www"));
        routes.awaitAcknowledged("blog", 1);
        routes.remove("shop");
        Await.until("acknowledgement gone", () -> Files.notExists(routes.acknowledgement("shop")));

        assertThat(TestClient.get(gateway, HOST, "/").statusCode()).isEqualTo(404);
        assertThat(TestClient.get(gateway, "www.blog.localhost", "/").body()).isEqualTo("two /");
    }

    @Test
    void an_acknowledgement_of_routes_that_aren_t_served_is_withdrawn_at_the_start() throws Exception {
        gateway.close();
        Files.writeString(routes.acknowledgement("shop"), "9");
        routes.put("blog", "broken");
        Files.writeString(routes.acknowledgement("blog"), "4");
        startGateway();

        assertThat(routes.acknowledgement("shop")).doesNotExist();
        assertThat(routes.acknowledgement("blog")).doesNotExist();
    }

    @Test
    void files_of_other_names_are_left_alone() throws Exception {
        for (String name : List.of("Shop.json", "..json", ".json", "a_b.json", "notes.txt", "shop.json.new")) {
            Files.writeString(routes.directory().resolve(name), "{\"generation\":1,\"entries\":[]}");
        }
        serveFirst();

        assertThat(routes.directory().toFile().list((parent, name) -> name.endsWith(".acknowledged")))
                .containsExactly("shop.acknowledged");
    }

    @Test
    void a_lost_directory_is_no_reason_to_drop_routes() throws Exception {
        serveFirst();
        Path moved = directory.resolve("moved");
        Files.move(routes.directory(), moved);

        assertThat(body()).isEqualTo("one /");

        Files.move(moved, routes.directory());
        routes.put("shop", 2, route(HOST, two, "api"));
        routes.awaitAcknowledged("shop", 2);
        assertThat(body()).isEqualTo("two /");
    }

    @Test
    void a_port_in_use_is_said_plainly() {
        assertThatThrownBy(() -> Gateway.start(GatewaySettings.of(routes.directory(), gateway.port())))
                .isInstanceOf(IOException.class)
                .hasMessage("can't listen on 127.0.0.1:" + gateway.port()
                        + ": Address already in use; choose another port with --port");
    }
}
