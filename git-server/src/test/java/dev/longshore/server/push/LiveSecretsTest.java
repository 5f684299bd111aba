package dev.longshore.server.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.release.Release;
import dev.longshore.server.log.SecretMask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveSecretsTest {
    private final LiveSecrets secrets = new LiveSecrets();

    @Test
    void aMaskIsBuiltOnceForALiveReleaseAndAgainForTheNext() {
        SecretMask first = secrets.mask(7, release(1));

        assertThat(secrets.mask(7, release(1))).isSameAs(first);
        assertThat(secrets.mask(8, release(1))).isNotSameAs(first);
        assertThat(secrets.mask(7, release(2))).isNotSameAs(first);
        assertThat(secrets.kept()).isEqualTo(2);
    }

    @Test
    void thoseThatWereUsedLatelyAreKept() {
        SecretMask used = secrets.mask(1, release(1));
        for (int environment = 2; environment < 100; environment++) {
            secrets.mask(environment, release(1));
            secrets.mask(1, release(1));
        }

        assertThat(secrets.kept()).isEqualTo(32);
        assertThat(secrets.mask(1, release(1))).isSameAs(used);
    }

    private static Release release(long number) {
        return new Release(
                EnvironmentName.of("shop", "hasura").orElseThrow(),
                number,
                "0".repeat(40),
                Map.of(),
                List.of(),
                List.of());
    }
}
