package dev.longshore.deployer.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.testing.Objects;
import dev.longshore.project.manifest.ConfigMap;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Datum;
import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.PodTemplate;
import dev.longshore.project.manifest.Secret;
import dev.longshore.project.name.Namespace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodEnvironmentTest {
    private final ReleaseObjects objects = new ReleaseObjects(List.of(
            new ConfigMap(
                    Objects.key(Kind.CONFIG_MAP, "settings"),
                    Objects.line(1),
                    Map.of("COLOUR", Datum.ofText("red"), "SIZE", Datum.ofText("big"), "9lives", Datum.ofText("cat"))),
            new Secret(
                    Objects.key(Kind.SECRET, "keys"), Objects.line(1), Map.of("password", Datum.ofText("hunter2")))));

    @Test
    void variables_win_over_imports_and_see_those_before_them() {
        Container container = container(
                List.of(new Environment.Import(Objects.line(3), Kind.CONFIG_MAP, "settings", "", false)),
                variable("PASSWORD", new Environment.SecretKey("keys", "password", false)),
                variable("COLOUR", new Environment.Literal("blue")),
                variable("URL", new Environment.Literal("postgres://me:$(PASSWORD)@db/$(COLOUR)?later=$(LATER)")),
                variable("LATER", new Environment.Literal("x")));

        assertThat(of(objects, container))
                .containsOnly(
                        Map.entry("COLOUR", "blue"),
                        Map.entry("SIZE", "big"),
                        Map.entry("PASSWORD", "hunter2"),
                        Map.entry("URL", "postgres://me:hunter2@db/blue?later=$(LATER)"),
                        Map.entry("LATER", "x"));
    }

    @Test
    void a_key_that_is_missing_is_an_error_with_its_place_unless_it_is_optional() {
        Container optional = container(List.of(), variable("TOKEN", new Environment.SecretKey("keys", "token", true)));
        Container required = container(List.of(), variable("TOKEN", new Environment.SecretKey("keys", "token", false)));

        assertThat(of(objects, optional)).isEmpty();
        assertThatThrownBy(() -> of(objects, required))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("microservices/api/k8s.yaml:7")
                .hasMessageContaining("\"token\" of Secret \"keys\"");
    }

    private static Map<String, String> of(ReleaseObjects objects, Container container) {
        PodTemplate template = Objects.workload(1, container, List.of()).template();
        return new PodEnvironment(objects, Namespace.USER, new PodFacts(Objects.SHOP, template))
                .of(container, PodIdentity.any(Namespace.USER));
    }

    private static Environment.Variable variable(String name, Environment.Value value) {
        return new Environment.Variable(name, Objects.line(7), value);
    }

    private static Container container(List<Environment.Import> imports, Environment.Variable... variables) {
        Container plain = Objects.container(1, List.of(variables), Container.Probes.NONE);
        return Objects.importing(plain, imports);
    }
}
