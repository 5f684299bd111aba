package dev.longshore.project.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.Datum;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.Secret;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerConfigTest {
    private static final Position PLACE = new Position("k8s.yaml", 7, 3);

    private final Problems problems = new Problems();

    private List<RegistryLogin> read(String json) {
        ObjectKey key = new ObjectKey(Kind.SECRET, Namespace.USER, "regcred");
        return DockerConfig.read(new Secret(key, PLACE, Map.of(DockerConfig.KEY, Datum.ofText(json))), PLACE, problems);
    }

    @Test
    void aLoginIsWrittenAsAuthOrAsUsernameAndPassword() {
        List<RegistryLogin> logins = read(
                "{\"auths\": {\"ghcr.io\": {\"auth\": \"YXNoYTpvcGVuOnNlc2FtZQ==\", \"username\": \"x\", \"password\": \"y\"},"
                        + " \"https://index.docker.io/v1/\": {\"username\": \"bob\", \"password\": \"hunter2\"}}}");

        assertThat(logins)
                .containsExactly(
                        new RegistryLogin("regcred", new RegistryScope("ghcr.io", ""), "asha", "open:sesame"),
                        new RegistryLogin("regcred", new RegistryScope("docker.io", ""), "bob", "hunter2"));
        assertThat(problems.all()).isEmpty();
        assertThat(logins.toString()).doesNotContain("asha", "sesame", "hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"auths": {"ghcr.io": hunter2}} | isn't JSON (line 1, column 23 of it)
                    {"auths": {}} hunter2 | isn't JSON
                    ["hunter2"] | must be a JSON object with "auths"
                    {"auths": "hunter2"} | must be a JSON object with "auths"
                    {"auths": {"https://asha:hunter2@ghcr.io": {"auth": "YTpi"}}} | has an entry in "auths" that names no registry
                    {"auths": {"ghcr.io": {}}, "credsStore": "desktop"} | has neither an "auth" nor a "username" and a "password" for ghcr.io
                    {"auths": {"ghcr.io": {"auth": "hunter2!"}}} | has an "auth" for ghcr.io that isn't <username>:<password> in base64
                    {"auths": {"ghcr.io": {"auth": "aHVudGVyMg=="}}} | has an "auth" for ghcr.io that isn't <username>:<password> in base64
                    """)
    void aMistakeIsToldWithItsPlaceAndWithoutTheValue(String json, String expected) {
        read(json);

        assertThat(problems.all()).singleElement().satisfies(problem -> {
            assertThat(problem.position()).isEqualTo(PLACE);
            assertThat(problem.message())
                    .startsWith("\".dockerconfigjson\" of Secret/regcred " + expected)
                    .doesNotContain("hunter2", "aHVudGVyMg==");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "redis:7, docker.io, true",
        "redis:7, https://index.docker.io/v1/, true",
        "docker.io/shop/api, index.docker.io, true",
        "index.docker.io/shop/api, docker.io, true",
        "shop/api, ghcr.io, false",
        "ghcr.io/shop/api:1, https://ghcr.io, true",
        "ghcr.io/shop/api:1, ghcr.io/v2/, true",
        "ghcr.io/shop/api:1, ghcr.io/shop, true",
        "ghcr.io/shopping/api:1, ghcr.io/shop, false",
        "ghcr.io.evil.org/shop/api, ghcr.io, false",
        "evil-ghcr.io/shop/api, ghcr.io, false",
        "localhost/api, localhost, true",
        "localhost:5000/api, localhost:5000, true",
        "localhost:5000/api, localhost, false",
        "localhost/api, localhost:5000, false",
        "a.example.com/api, *.example.com, true",
        "a.b.example.com/api, *.example.com, false",
        "example.com/api, *.example.com, false",
        "axexample.com/api, a.example.com, false",
    })
    void aLoginIsForTheImagesOfItsRegistryOnly(String image, String registry, boolean expected) {
        List<RegistryLogin> logins = read("{\"auths\": {\"" + registry + "\": {\"auth\": \"YTpi\"}}}");

        assertThat(logins).hasSize(1);
        assertThat(RegistryLogin.forImage(image, logins)).isEqualTo(expected ? logins : List.of());
    }

    @Test
    void theLoginForTheFewestImagesIsTriedFirst() {
        List<RegistryLogin> logins =
                read("{\"auths\": {\"ghcr.io\": {\"auth\": \"YTpi\"}, \"ghcr.io/shop\": {\"auth\": \"YTpi\"}}}");

        assertThat(RegistryLogin.forImage("ghcr.io/shop/api@sha256:" + "0".repeat(64), logins))
                .containsExactly(logins.get(1), logins.get(0));
    }
}
