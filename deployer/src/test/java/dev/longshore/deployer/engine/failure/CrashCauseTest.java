package dev.longshore.deployer.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrashCauseTest {
    private static final CrashCause.Facts FACTS =
            new CrashCause.Facts("microservices/api/k8s.yaml:24", Set.of("PORT"), Set.of("db", "db.default"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            KeyError: 'SEARCH_URL' | The variable SEARCH_URL is not set for its container (microservices/api/k8s.yaml:24)
            Error: Environment variable DATABASE_URL not found | The variable DATABASE_URL is not set for its container (microservices/api/k8s.yaml:24)
            panic: API_TOKEN must be set | The variable API_TOKEN is not set for its container (microservices/api/k8s.yaml:24)
            Error: getaddrinfo ENOTFOUND postgres | There is no Service postgres that it can reach
            psql: error: could not translate host name "pg" to address: Name or service not known | There is no Service pg that it can reach
            nginx: [emerg] host not found in upstream "flaskapp:8000" in /etc/nginx/nginx.conf:9 | There is no Service flaskapp that it can reach
            ModuleNotFoundError: No module named 'linode' | Its image has no module linode
            Error: Cannot find module '/app/server.js' | Its image has no module /app/server.js
            java.lang.ClassNotFoundException: shop.Main | Its image has no class shop.Main
            Error: listen EADDRINUSE: address already in use :::8080 | Two of its programs want to listen on the same port
            mkdir: cannot create directory '/data/x': Permission denied | It may not use one of its files: see runAsUser and fsGroup in the securityContext, or the owner of the files in its image
            OSError: [Errno 30] Read-only file system: '/cache' | It writes to a file system that is read-only: mount an emptyDir where it has to write
            exec /app: exec format error | Its image is made for another processor
            Error: connect ECONNREFUSED 10.213.1.9:5432 | Nothing answers it at 10.213.1.9:5432
            """)
    void words_of_common_runtimes_are_understood(String line, String cause) {
        assertThat(CrashCause.of(List.of("starting", line, ""), FACTS)).contains(cause);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            KeyError: 'PORT'
            KeyError: 'name'
            Error: getaddrinfo EAI_AGAIN db
            GET / HTTP/1.1 500
            """)
    void what_is_not_certain_is_not_said(String line) {
        assertThat(CrashCause.of(List.of(line), FACTS)).isEmpty();
    }

    @Test
    void nothing_is_said_of_nothing() {
        assertThat(CrashCause.of(List.of(), FACTS)).isEmpty();
    }
}
