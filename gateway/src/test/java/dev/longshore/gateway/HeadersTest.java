package dev.longshore.gateway;

import static dev.longshore.gateway.TestRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeadersTest {
    private TestUpstream upstream;
    private Gateway gateway;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        upstream = TestUpstream.answering((request, response, callback) -> {
            response.getHeaders().add("Connection", "X-Internal");
            response.getHeaders().add("X-Internal", "1");
            response.getHeaders().add("Proxy-Authenticate", "Basic");
            response.getHeaders()
                    .add("ETag", String.valueOf(request.getHeaders().get("X-Token")));
            response.getHeaders().add("Set-Cookie", "a=1");
            response.getHeaders().add("Set-Cookie", "b=2");
            Content.Sink.write(response, true, "done", callback);
            return true;
        });
        new TestRoutes(directory).put("shop", 1, route("api.shop.localhost", upstream, "api"));
        gateway = Gateway.start(GatewaySettings.of(directory, 0));
    }

    @BeforeEach
    void forgetEarlierRequests() {
        upstream.forget();
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Hasura-Role: admin",
                "x-hasura-role: admin",
                "X-HASURA-ROLE: admin",
                "x_hasura_role: admin",
                "X_Hasura-Role: admin",
                "X-Hasura_Role: admin",
                "X.Hasura.Role: admin",
                "X-Hasura-Role: admin\r\nX-Hasura-Role: admin",
                "X-Hasura-Role: admin\r\nx_hasura_role: admin\r\nX-HASURA-role: admin",
                "X-Hasura-User-Id: admin",
                "x-hasura-user_id: admin",
                "X-Hasura-Session-Id: admin",
                "X-Hasura-Allowed-Roles: admin",
                "X-Hasura-Base-Domain: admin",
                "X-Hasura-Anything-Else: admin",
                "Connection: X-Hasura-User-Id, X-Hasura-Role\r\nX-Hasura-Role: admin",
                "Connection: x_hasura_role\r\nx_hasura_role: admin",
                "X-Hasura-Role:admin",
                "Trailer: X-Hasura-Role\r\nX-Hasura-Role: admin",
            })
    void no_spelling_of_an_identity_header_gets_past_the_gateway(String sent) throws Exception {
        RawConnection.exchange(gateway, "GET / HTTP/1.1", "Host: api.shop.localhost", sent);

        List<String> identity = upstream.last().headers().stream()
                .filter(field -> field.getName()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z]", "")
                        .startsWith("xhasura"))
                .map(field -> field.getName() + ": " + field.getValue())
                .sorted()
                .toList();
        assertThat(identity)
                .containsExactly(
                        "X-Hasura-Allowed-Roles: anonymous",
                        "X-Hasura-Base-Domain: shop.localhost",
                        "X-Hasura-Role: anonymous",
                        "X-Hasura-User-Id: 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Hasura-Role : admin",
                "X-Note: a\r\n X-Hasura-Role: admin",
                "X-Note: a\r\n\tX-Hasura-Role: admin",
                "X-Hasura-Role\r\nX-Note: a",
            })
    void a_header_that_parsers_read_in_different_ways_is_refused(String sent) throws Exception {
        String answer = RawConnection.exchange(gateway, "GET / HTTP/1.1", "Host: api.shop.localhost", sent);

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(upstream.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Content-Length: 4\r\nContent-Length: 5",
                "Transfer-Encoding: chunked, identity",
                "Host: other.localhost",
            })
    void a_request_that_could_hide_another_is_refused(String sent) throws Exception {
        String answer = RawConnection.exchange(gateway, "POST / HTTP/1.1", "Host: api.shop.localhost", sent);

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void an_identity_header_in_a_trailer_doesn_t_arrive() throws Exception {
        try (RawConnection connection = new RawConnection(gateway)) {
            connection.send(String.join(
                    "\r\n",
                    "POST / HTTP/1.1",
                    "Host: api.shop.localhost",
                    "Transfer-Encoding: chunked",
                    "Trailer: X-Hasura-Role",
                    "Connection: close",
                    "",
                    "2",
                    "hi",
                    "0",
                    "X-Hasura-Role: admin",
                    "",
                    ""));
            assertThat(connection.readAll()).startsWith("HTTP/1.1 200");
        }
        assertThat(upstream.last().headers().getValuesList("X-Hasura-Role")).containsExactly("anonymous");
        assertThat(upstream.last().headers().contains("Trailer")).isFalse();
    }

    @Test
    void says_where_the_request_came_from_and_believes_nobody_else() throws Exception {
        RawConnection.exchange(
                gateway,
                "GET / HTTP/1.1",
                "Host: api.shop.localhost:8000",
                "X-Forwarded-For: 6.6.6.6",
                "x_forwarded_for: 6.6.6.6",
                "X-Forwarded-Host: evil",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Prefix: /evil",
                "X-Real-IP: 6.6.6.6",
                "Forwarded: for=6.6.6.6",
                "Proxy: http://evil");

        HttpFields headers = upstream.last().headers();
        assertThat(headers.stream().map(HttpField::getLowerCaseName))
                .doesNotContain("forwarded", "x-real-ip", "proxy", "x-forwarded-prefix", "x_forwarded_for");
        assertThat(headers.getValuesList("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(headers.getValuesList("X-Forwarded-Host")).containsExactly("api.shop.localhost:8000");
        assertThat(headers.getValuesList("X-Forwarded-Proto")).containsExactly("http");
    }

    @Test
    void hop_by_hop_headers_end_at_the_gateway_in_both_directions() throws Exception {
        String answer = RawConnection.exchange(
                gateway,
                "GET / HTTP/1.1",
                "Host: api.shop.localhost",
                "Connection: X-Per-Hop, Host, Upgrade, HTTP2-Settings",
                "X-Per-Hop: 1",
                "Keep-Alive: timeout=5",
                "TE: trailers",
                "Proxy-Authorization: Basic eDp5",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__",
                "Authorization: Bearer t",
                "Cookie: a=b");

        HttpFields headers = upstream.last().headers();
        assertThat(headers.stream().map(HttpField::getLowerCaseName))
                .doesNotContain(
                        "x-per-hop", "connection", "keep-alive", "te", "proxy-authorization", "upgrade", "user-agent")
                .contains("host", "authorization", "cookie");
        assertThat(answer)
                .contains("Set-Cookie: a=1")
                .contains("Set-Cookie: b=2")
                .doesNotContain("X-Internal")
                .doesNotContain("Proxy-Authenticate");
    }

    @Test
    void values_keep_their_case_whatever_came_before_on_the_connection() throws Exception {
        for (String value : List.of("Secret", "seCRET", "SECRET")) {
            HttpResponse<String> response = TestClient.HTTP.send(
                    TestClient.request(gateway, "api.shop.localhost", "/")
                            .header("X-Token", value)
                            .header("User-Agent", value)
                            .build(),
                    BodyHandlers.ofString());

            assertThat(upstream.last().headers().get("User-Agent")).isEqualTo(value);
            assertThat(response.headers().firstValue("ETag")).contains(value);
        }
    }

    @Test
    void headers_of_20_kB_pass_and_of_40_kB_are_refused() throws Exception {
        assertThat(RawConnection.exchange(
                        gateway, "GET / HTTP/1.1", "Host: api.shop.localhost", "Cookie: " + "c".repeat(20_000)))
                .startsWith("HTTP/1.1 200");
        assertThat(RawConnection.exchange(
                        gateway, "GET / HTTP/1.1", "Host: api.shop.localhost", "Cookie: " + "c".repeat(40_000)))
                .startsWith("HTTP/1.1 431");
    }
}
