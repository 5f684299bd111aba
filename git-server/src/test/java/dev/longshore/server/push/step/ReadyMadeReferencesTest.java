package dev.longshore.server.push.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.ImageBuild;
import dev.longshore.project.Microservice;
import dev.longshore.project.Project;
import dev.longshore.project.manifest.Container.PullPolicy;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.file.ManifestFile;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.name.OwnedNamespaces;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.registry.RegistryLogin;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadyMadeReferencesTest {
    private static final SourcePath DIRECTORY =
            SourcePath.parse("microservices/shop").orElseThrow();

    private static final String EVERY_KIND = """
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {app: a}},
             template: {metadata: {labels: {app: a}}, spec: {initContainers: [{name: i, image: init}],
              containers: [{name: c, image: deployment}, {name: d, image: second}]}}}}
            ---
            {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: b}, spec: {selector: {matchLabels: {app: b}},
             template: {metadata: {labels: {app: b}}, spec: {containers: [{name: c, image: stateful}]}}}}
            ---
            {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: c}, spec: {selector: {matchLabels: {app: c}},
             template: {metadata: {labels: {app: c}}, spec: {containers: [{name: c, image: daemon}]}}}}
            ---
            {apiVersion: batch/v1, kind: Job, metadata: {name: d}, spec:
             {template: {spec: {restartPolicy: Never, containers: [{name: c, image: job}]}}}}
            ---
            {apiVersion: batch/v1, kind: CronJob, metadata: {name: e}, spec: {schedule: '@daily', jobTemplate: {spec:
             {template: {spec: {restartPolicy: Never, initContainers: [{name: i, image: cron-init}],
              containers: [{name: c, image: cron}]}}}}}}
            """;

    @Test
    void everyContainerOfEveryKindNeedsItsImageUnlessItIsBuilt() {
        ImageBuild build = new ImageBuild(
                Position.ofFile("conf/ci.yaml"),
                new ObjectKey(Kind.JOB, Namespace.USER, "d"),
                "c",
                DIRECTORY,
                SourcePath.parse("microservices/shop/Dockerfile").orElseThrow());

        assertThat(ReadyMadeReferences.of(project(EVERY_KIND, List.of())))
                .containsOnlyKeys("init", "deployment", "second", "stateful", "daemon", "job", "cron-init", "cron");
        assertThat(ReadyMadeReferences.of(project(EVERY_KIND, List.of(build))))
                .hasSize(7)
                .doesNotContainKey("job");
    }

    @Test
    void everyKindWithPodsBelongsToItsMicroservice() {
        assertThat(ProjectWorkloads.microservices(project(EVERY_KIND, List.of())))
                .hasSize(5)
                .containsEntry(new ObjectKey(Kind.CRON_JOB, Namespace.USER, "e"), "shop")
                .containsEntry(new ObjectKey(Kind.STATEFUL_SET, Namespace.USER, "b"), "shop");
    }

    @Test
    void ofSeveralPoliciesForOneImageTheMostEagerHolds() {
        Map<String, ReadyMade> named = ReadyMadeReferences.of(project(
                pod("a", "imagePullPolicy: Never", "")
                        + pod("b", "imagePullPolicy: Always", "")
                        + pod("c", "imagePullPolicy: IfNotPresent", ""),
                List.of()));

        assertThat(named.values()).singleElement().satisfies(redis -> {
            assertThat(redis.policy()).isEqualTo(PullPolicy.ALWAYS);
            assertThat(redis.container().line()).isEqualTo(5);
        });
    }

    @Test
    void onlyThePodsThatNameASecretBringItsLogins() {
        String secret = """
                {apiVersion: v1, kind: Secret, metadata: {name: hub}, stringData:
                 {.dockerconfigjson: '{"auths": {"docker.io": {"auth": "YXNoYTpodW50ZXIy"}, "ghcr.io": {"auth": "YTpi"}}}'}}
                ---
                """;
        Map<String, ReadyMade> named = ReadyMadeReferences.of(project(
                secret
                        + pod("a", "imagePullPolicy: Never", "imagePullSecrets: [{name: hub}],")
                        + pod("b", "workingDir: /", "").replace("redis", "other"),
                List.of()));

        assertThat(logins(named, "redis")).containsExactly("asha");
        assertThat(logins(named, "other")).isEmpty();
    }

    private static List<String> logins(Map<String, ReadyMade> named, String reference) {
        return Optional.ofNullable(named.get(reference))
                .orElseThrow()
                .wanted(reference, Optional.empty())
                .logins()
                .stream()
                .map(RegistryLogin::username)
                .toList();
    }

    private static String pod(String name, String field, String podField) {
        return """
                {apiVersion: batch/v1, kind: Job, metadata: {name: %s}, spec: {template: {spec: {restartPolicy: Never, %s
                 containers: [{name: c, image: redis, %s}]}}}}
                ---
                """.formatted(name, podField, field);
    }

    private static Project project(String yaml, List<ImageBuild> builds) {
        Problems problems = new Problems();
        List<Manifest> objects = ManifestFile.read(
                SourceText.of("k8s.yaml", yaml),
                new OwnedNamespaces(EnvironmentName.of("shop", "hasura").orElseThrow()),
                problems);
        assertThat(problems.all()).isEmpty();
        return new Project("shop", List.of(new Microservice("shop", DIRECTORY, builds, objects)), List.of());
    }
}
