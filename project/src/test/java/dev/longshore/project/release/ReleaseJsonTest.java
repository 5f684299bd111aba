package dev.longshore.project.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.problem.Position;
import dev.longshore.project.yaml.YamlJson;
import dev.longshore.project.yaml.YamlMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"0.50", "0.5", "1E+3", "1.0", "12345678901234567890", "0.1234567890123456789", "true", "null"})
    void whatWasStoredDoesNotLookChanged(String value) {
        YamlMapping body = (YamlMapping) YamlJson.read("{\"cpu\":" + value + "}", Position.ofFile("k8s.yaml"));
        Release release = new Release(
                EnvironmentName.of("shop", "hasura").orElseThrow(),
                1,
                "abc",
                Map.of(),
                List.of(new Manifest(new ObjectKey(Kind.DEPLOYMENT, Namespace.USER, "api"), body)),
                List.of());

        Release read = ReleaseJson.read(ReleaseJson.write(release));

        assertThat(ReleaseDiff.between(Optional.of(read), release).isEmpty()).isTrue();
    }
}
