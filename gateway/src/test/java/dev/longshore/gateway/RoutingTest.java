package dev.longshore.gateway;

import static dev.longshore.gateway.TestRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingTest {
    private Path directory = Path.of("");

    private TestUpstream api;
    private TestUpstream admin;
    private TestUpstream other;
    private Gateway gateway;

    @BeforeAll
    void start(@TempDir Path routeDirectory) throws Exception {
        directory = routeDirectory;
        api = TestUpstream.named("api");
        admin = TestUpstream.named("admin");
        other = TestUpstream.named("other");
        TestRoutes routes = new TestRoutes(directory);
        routes.put(
                "shop",
                7,
                route("api.shop.localhost", "/", api.port(), "/", "api"),
                route("api.shop.localhost", "/admin", admin.port(), "/", "admin"),
                route("api.shop.localhost", "/admin/keep", api.port(), "/admin/keep", "api"),
                route("api.shop.localhost", "/v2", admin.port(), "/internal/v2/", "admin"),
                route("shop.localhost", "/only", api.port(), "/base", "api"));
        routes.put("blog", 3, route("www.blog.localhost", other, "secret-blog"));
        gateway = Gateway.start(GatewaySettings.of(directory, 0));
    }

    @BeforeEach
    void forgetEarlierRequests() {
        api.forget();
        admin.forget();
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        api.close();
        admin.close();
        other.close();
    }

    @ParameterizedTest
    @CsvSource({
        "api.shop.localhost, /, api /",
        "api.shop.localhost, /x/y, api /x/y",
        "API.Shop.LocalHost:8000, /x, api /x",
        "api.shop.localhost.:8000, /x, api /x",
        "www.blog.localhost, /, other /",
        "shop.localhost, /only, api /base",
        "shop.localhost, /only/, api /base/",
        "shop.localhost, /only/z, api /base/z",
    })
    void reaches_the_microservice_of_host_and_path(String host, String path, String answer) throws Exception {
        assertThat(TestClient.get(gateway, host, path).body()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "/admin, admin /",
        "/admin/, admin /",
        "/admin/users, admin /users",
        "/admin/keep, api /admin/keep",
        "/admin/keep/x, api /admin/keep/x",
        "/admin/keeper, admin /keeper",
        "/administrator, api /administrator",
        "/v2, admin /internal/v2/",
        "/v2/a, admin /internal/v2/a",
    })
    void the_longest_prefix_that_ends_on_a_segment_wins_and_is_replaced(String path, String answer) throws Exception {
        assertThat(TestClient.get(gateway, "api.shop.localhost", path).body()).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%20b?x=%2F%26&y=1+2&&z",
                "/100%25/caf%C3%A9?q=%zz",
                "/latin%E9",
                "/a//b///c",
                "//double/start",
                "/http://example.org/x",
                "/list;v=1/x;y",
                "/[slug]?filter[a]=b|c&json={\"k\":1}",
                "/q?",
                "/a?next=/../x&u=http://h/%2e%2e"
            })
    void path_and_query_arrive_byte_by_byte(String target) throws Exception {
        String answer = RawConnection.exchange(gateway, "GET " + target + " HTTP/1.1", "Host: api.shop.localhost");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(api.last().target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x/../admin",
                "/x/./y",
                "/..",
                "/x/%2e%2e/admin",
                "/x/%2E./admin",
                "/x/..;a=b/admin",
                "/x%2Fadmin",
                "/x\\..\\admin",
                "/x%5c..%5cadmin",
                "/x%00",
                "*"
            })
    void a_path_that_can_be_read_in_two_ways_is_refused(String target) throws Exception {
        String answer = RawConnection.exchange(gateway, "GET " + target + " HTTP/1.1", "Host: api.shop.localhost");

        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("jetty").doesNotContain("Jetty");
        assertThat(api.requests() + admin.requests()).isZero();
    }

    @Test
    void an_absolute_target_is_routed_by_its_host() throws Exception {
        String answer = RawConnection.exchange(
                gateway, "GET http://api.shop.localhost/abs?q HTTP/1.1", "Host: api.shop.localhost");

        assertThat(answer).endsWith("api /abs?q");
    }

    @Test
    void the_client_s_host_is_kept_whatever_came_before_on_the_connection() throws Exception {
        for (String host : List.of("api.shop.localhost:8000", "Api.Shop.localhost:8000", "API.shop.localhost:8000")) {
            TestClient.HTTP.send(TestClient.request(gateway, host, "/").build(), BodyHandlers.ofString());

            assertThat(api.last().headers().get("Host")).isEqualTo(host);
        }
    }

    @Test
    void a_path_without_route_lists_the_environment_s_routes_and_no_others() throws Exception {
        HttpResponse<String> response = TestClient.get(gateway, "shop.localhost:8000", "/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
        assertThat(response.body())
                .contains("shop.localhost/nothing")
                .contains("http://api.shop.localhost:8000/admin\n")
                .contains("http://shop.localhost:8000/only\n")
                .doesNotContain("blog");
    }

    @Test
    void an_unknown_host_of_an_environment_lists_its_routes() throws Exception {
        assertThat(TestClient.get(gateway, "apo.shop.localhost", "/").body())
                .contains("http://api.shop.localhost/\n")
                .doesNotContain("blog");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "example.org", "shop.example.org", "127.0.0.1:8000", "xshop.localhost", "[::1]"})
    void a_host_of_no_environment_is_told_nothing(String host) throws Exception {
        HttpResponse<String> response = TestClient.get(gateway, host, "/");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).doesNotContain("api").doesNotContain("blog").doesNotContain("http://");
    }

    @Test
    void browsers_get_a_page_in_which_nothing_sent_becomes_markup() throws Exception {
        String answer = RawConnection.exchange(
                gateway,
                "GET /<script>alert(1)</script> HTTP/1.1",
                "Host: shop.localhost",
                "Accept: text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(answer)
                .contains("Content-Type: text/html")
                .contains("<a href=\"http://api.shop.localhost/\">")
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void a_host_claimed_by_two_environments_stays_with_the_first() throws Exception {
        TestRoutes routes = new TestRoutes(directory);
        routes.put("zoo", 1, route("api.shop.localhost", "/taken", other.port(), "/", "other"));
        routes.awaitAcknowledged("zoo", 1);

        assertThat(TestClient.get(gateway, "api.shop.localhost", "/taken/over").body())
                .isEqualTo("api /taken/over");
    }

    @Test
    void answers_for_its_own_health_and_nothing_else_there() throws Exception {
        HttpResponse<String> health = TestClient.get(gateway, "gateway.longshore.internal", "/healthz");
        HttpResponse<String> else_ = TestClient.get(gateway, "gateway.longshore.internal", "/");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("ok");
        assertThat(else_.statusCode()).isEqualTo(404);
        assertThat(TestClient.get(gateway, "api.shop.localhost", "/healthz").body())
                .isEqualTo("api /healthz");
    }

    @Test
    void answers_head_requests_and_keeps_the_connection() throws Exception {
        HttpResponse<String> response = TestClient.HTTP.send(
                TestClient.request(gateway, "api.shop.localhost", "/")
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("date")).hasSize(1);
    }
}
