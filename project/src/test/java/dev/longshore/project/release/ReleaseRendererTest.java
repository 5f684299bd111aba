package dev.longshore.project.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.project.ImageBuild;
import dev.longshore.project.Microservice;
import dev.longshore.project.Project;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.name.ProjectName;
import dev.longshore.project.problem.Position;
import dev.longshore.project.route.Route;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.yaml.YamlJson;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleaseRendererTest {
    private static final EnvironmentName SHOP = EnvironmentName.defaultOf(new ProjectName("shop"));
    private static final Position PLACE = new Position("microservices/api/k8s.yaml", 1, 1);
    private static final ObjectKey DEPLOYMENT = new ObjectKey(Kind.DEPLOYMENT, Namespace.USER, "api");
    private static final ImageBuild BUILD = new ImageBuild(
            PLACE,
            DEPLOYMENT,
            "api",
            new SourcePath("microservices/api"),
            new SourcePath("microservices/api/Dockerfile"));
    private static final Image BUILT = new Image("longshore/shop/api:1234", "sha256:aaaa");
    private static final Image REDIS = new Image("redis:alpine", "sha256:bbbb");

    private static final String WORKLOAD = """
            {"spec":{"template":{"spec":{
              "imagePullSecrets":[{"name":"keys"}],
              "initContainers":[{"name":"migrate","image":"redis:alpine",
                 "envFrom":[{"secretRef":{"name":"keys"}}]}],
              "containers":[
                {"name":"api","image":"hasura/hello-world:latest",
                 "env":[{"name":"GREETING","valueFrom":{"configMapKeyRef":{"name":"words","key":"greeting"}}},
                        {"name":"KEY","valueFrom":{"secretKeyRef":{"name":"keys","key":"k"}}},
                        {"name":"OTHER","valueFrom":{"secretKeyRef":{"name":"hasura-secrets","key":"k"}}}],
                 "envFrom":[{"configMapRef":{"name":"words"}}]},
                {"name":"cache","image":"redis:alpine"}],
              "volumes":[{"name":"w","configMap":{"name":"words"}},{"name":"k","secret":{"secretName":"keys"}},
                {"name":"p","projected":{"sources":[{"configMap":{"name":"words"}},{"secret":{"name":"keys"}}]}}]}}}}
            """;

    @Test
    void a_built_container_runs_its_built_image_and_the_others_keep_theirs() {
        Release release = render(project("hello"));

        assertThat(json(release, DEPLOYMENT))
                .contains("\"image\":\"longshore/shop/api:1234\"")
                .contains("\"image\":\"redis:alpine\"");
        assertThat(release.images())
                .containsOnly(Map.entry(BUILT.reference(), BUILT), Map.entry("redis:alpine", REDIS));
    }

    @Test
    void configuration_is_named_by_its_content_and_every_reference_follows() {
        Release release = render(project("hello"));

        String words = nameOf(release, Kind.CONFIG_MAP);
        String keys = nameOf(release, Kind.SECRET);
        assertThat(words).matches("words-[0-9a-f]{10}");
        assertThat(keys).matches("keys-[0-9a-f]{10}");
        assertThat(json(release, DEPLOYMENT))
                .contains("\"configMapKeyRef\":{\"name\":\"" + words + "\"")
                .contains("\"configMapRef\":{\"name\":\"" + words + "\"")
                .contains("\"configMap\":{\"name\":\"" + words + "\"")
                .contains("\"secretKeyRef\":{\"name\":\"" + keys + "\"")
                .contains("\"secretName\":\"" + keys + "\"")
                .contains("\"imagePullSecrets\":[{\"name\":\"" + keys + "\"}]")
                .contains("\"secretRef\":{\"name\":\"" + keys + "\"}")
                .contains("\"sources\":[{\"configMap\":{\"name\":\"" + words + "\"}},{\"secret\":{\"name\":\"" + keys
                        + "\"}}]")
                .contains("\"secretKeyRef\":{\"name\":\"hasura-secrets\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"DEPLOYMENT", "STATEFUL_SET", "DAEMON_SET", "JOB", "CRON_JOB"})
    void pods_of_every_kind_get_their_images_and_configuration(Kind kind) {
        ObjectKey key = new ObjectKey(kind, Namespace.USER, "api");
        YamlMapping deployment = (YamlMapping) YamlJson.read(WORKLOAD, PLACE);
        YamlMapping body = kind.podTemplate()
                .orElseThrow()
                .put(
                        new YamlMapping(PLACE, List.of()),
                        YamlPath.of("spec", "template").find(deployment).orElseThrow());
        ImageBuild migration = new ImageBuild(PLACE, key, "migrate", BUILD.context(), BUILD.dockerfile());
        ImageBuild build = new ImageBuild(PLACE, key, "api", BUILD.context(), BUILD.dockerfile());
        Microservice api = new Microservice(
                "api",
                new SourcePath("microservices/api"),
                List.of(migration, build),
                List.of(
                        new Manifest(key, body),
                        manifest(
                                new ObjectKey(Kind.CONFIG_MAP, Namespace.USER, "words"),
                                "{\"metadata\":{\"name\":\"words\"}}")));

        Release release = ReleaseRenderer.render(
                SHOP,
                1,
                "abc",
                new Project("shop", List.of(api), List.of()),
                Map.of(migration, new Image("longshore/shop/migrate:1", "sha256:dddd"), build, BUILT),
                Map.of("redis:alpine", REDIS));

        assertThat(json(release, key))
                .contains(
                        "\"image\":\"longshore/shop/migrate:1\"",
                        "\"image\":\"longshore/shop/api:1234\"",
                        "\"image\":\"redis:alpine\"",
                        "\"configMapRef\":{\"name\":\"" + nameOf(release, Kind.CONFIG_MAP) + "\"}");
    }

    @Test
    void changed_configuration_changes_the_workload_and_unchanged_does_not() {
        Release first = render(project("hello"));

        assertThat(ReleaseDiff.between(Optional.of(first), render(project("hello")))
                        .isEmpty())
                .isTrue();
        assertThat(ReleaseDiff.between(Optional.of(first), render(project("good evening")))
                        .describe())
                .isEqualTo("2 objects changed: Deployment/api, ConfigMap/words");
    }

    @Test
    void an_image_that_means_something_else_under_the_same_name_is_a_change() {
        Release first = render(project("hello"));

        Release later = ReleaseRenderer.render(
                SHOP,
                2,
                "def",
                project("hello"),
                Map.of(BUILD, BUILT),
                Map.of("redis:alpine", new Image("redis:alpine", "sha256:cccc")));

        assertThat(ReleaseDiff.between(Optional.of(first), later).describe())
                .isEqualTo("1 image updated: redis:alpine");
    }

    @Test
    void a_missing_image_is_refused() {
        assertThatThrownBy(() -> ReleaseRenderer.render(
                        SHOP, 1, "abc", project("hello"), Map.of(), Map.of("redis:alpine", REDIS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no image for container api of Deployment/api");
    }

    @Test
    void a_stored_release_reads_back_as_the_same_release() {
        Release release = render(project("hello"));

        Release read = ReleaseJson.read(ReleaseJson.write(release));

        assertThat(read.environment()).isEqualTo(SHOP);
        assertThat(read.number()).isEqualTo(release.number());
        assertThat(read.commit()).isEqualTo(release.commit());
        assertThat(read.images()).isEqualTo(release.images());
        assertThat(read.routes()).isEqualTo(release.routes());
        assertThat(ReleaseDiff.between(Optional.of(release), read).isEmpty()).isTrue();
    }

    @Test
    void what_is_not_a_release_is_refused() {
        assertThatThrownBy(() -> ReleaseJson.read("{\"number\":")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Release render(Project project) {
        return ReleaseRenderer.render(SHOP, 1, "abc", project, Map.of(BUILD, BUILT), Map.of("redis:alpine", REDIS));
    }

    private static Project project(String greeting) {
        List<Manifest> objects = List.of(
                manifest(DEPLOYMENT, WORKLOAD),
                manifest(
                        new ObjectKey(Kind.CONFIG_MAP, Namespace.USER, "words"),
                        "{\"metadata\":{\"name\":\"words\"},\"data\":{\"greeting\":\"" + greeting + "\"}}"),
                manifest(
                        new ObjectKey(Kind.SECRET, Namespace.USER, "keys"),
                        "{\"metadata\":{\"name\":\"keys\"},\"stringData\":{\"k\":\"v\"}}"));
        Microservice api = new Microservice("api", new SourcePath("microservices/api"), List.of(BUILD), objects);
        return new Project("shop", List.of(api), List.of(new Route(PLACE, "api", "/", Namespace.USER, "api", 80, "/")));
    }

    private static Manifest manifest(ObjectKey key, String json) {
        return new Manifest(key, (YamlMapping) YamlJson.read(json, PLACE));
    }

    private static String json(Release release, ObjectKey key) {
        return release.objects().stream()
                .filter(manifest -> manifest.key().equals(key))
                .map(manifest -> YamlJson.write(manifest.body()))
                .findFirst()
                .orElseThrow();
    }

    private static String nameOf(Release release, Kind kind) {
        return release.objects().stream()
                .map(Manifest::key)
                .filter(key -> key.kind() == kind)
                .map(ObjectKey::name)
                .findFirst()
                .orElseThrow();
    }
}
