package dev.longshore.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlsTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080,http://localhost:8080",
        "http://LOCALHOST:8080/,http://localhost:8080",
        "http://example.com:80,http://example.com",
        "HTTPS://example.com:443/,https://example.com",
        "http://user@example.com,http://example.com",
        "http://[::1]:8080,http://[::1]:8080",
    })
    void aServerHasOneSpelling(String text, String url) {
        assertThat(ServerUrl.of(text)).contains(new ServerUrl(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "localhost:8080", "ssh://localhost", "http://", "http://a/b", "http://a?b", "::"
            })
    void whatIsNotAServerIsNone(String text) {
        assertThat(ServerUrl.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/shop.git,http://localhost:8080,shop,hasura",
        "http://localhost:8080/shop/staging.git,http://localhost:8080,shop,staging",
        "https://asha@example.com/shop.git/,https://example.com,shop,hasura",
    })
    void aRemoteNamesServerProjectAndEnvironment(String remote, String server, String project, String alias) {
        EnvironmentUrl url = EnvironmentUrl.of(remote).orElseThrow();

        assertThat(url.server().value()).isEqualTo(server);
        assertThat(url.environment().project().value()).isEqualTo(project);
        assertThat(url.environment().alias()).isEqualTo(alias);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://hasura@shop.hasura-app.io:22/~/git/shop",
                "git@example.com:shop.git",
                "/srv/git/shop.git",
                "http://localhost:8080/Shop.git",
                "http://localhost:8080/a/b/c.git",
                "http://localhost:8080/..git",
            })
    void anotherRemoteIsNone(String remote) {
        assertThat(EnvironmentUrl.of(remote)).isEmpty();
    }
}
