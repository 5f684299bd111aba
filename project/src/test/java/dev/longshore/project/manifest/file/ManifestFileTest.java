package dev.longshore.project.manifest.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.reader.ManifestReading;
import dev.longshore.project.yaml.YamlJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestFileTest {
    @Test
    void listsAndSeveralDocumentsMayBeMixed() {
        ManifestReading reading = ManifestReading.of("""
                apiVersion: v1
                kind: List
                metadata: {}
                items:
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: hasura}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: shop-staging}}
                """);

        assertThat(reading.texts()).isEmpty();
        assertThat(reading.manifests())
                .extracting(manifest -> manifest.key().toString())
                .containsExactly("ConfigMap/a", "ConfigMap/b.hasura", "ConfigMap/c");
        assertThat(YamlJson.write(reading.manifests().get(2).body())).contains("\"namespace\":\"default\"");
    }

    @ParameterizedTest
    @CsvSource({"extensions/v1beta1", "apps/v1beta1", "apps/v1beta2"})
    void retiredDeploymentsAreUpgraded(String version) {
        ManifestReading reading = ManifestReading.of("""
                apiVersion: v1
                kind: List
                items:
                - apiVersion: %s
                  kind: Deployment
                  metadata: {name: app}
                  spec:
                    template:
                      metadata: {labels: {app: app}}
                      spec: {containers: [{name: app, image: x}]}
                """.formatted(version));

        assertThat(reading.texts())
                .containsExactly("warning k8s.yaml:4: apiVersion " + version
                        + " of Deployment \"app\" is retired and read as apps/v1, with its pod labels as selector");
        assertThat(reading.objects()).hasSize(1);
        assertThat(YamlJson.write(reading.manifests().get(0).body()))
                .contains("\"apiVersion\":\"apps/v1\"", "\"selector\":{\"matchLabels\":{\"app\":\"app\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "StatefulSet,apps/v1beta1,apps/v1",
        "StatefulSet,apps/v1beta2,apps/v1",
        "DaemonSet,extensions/v1beta1,apps/v1",
        "DaemonSet,apps/v1beta2,apps/v1"
    })
    void otherRetiredWorkloadsAreUpgraded(String kind, String version, String current) {
        ManifestReading reading = ManifestReading.of("""
                apiVersion: %s
                kind: %s
                metadata: {name: app}
                spec: {template: {metadata: {labels: {app: app}}, spec: {containers: [{name: app, image: x}]}}}
                """.formatted(version, kind));

        assertThat(reading.texts())
                .containsExactly("warning k8s.yaml:1: apiVersion " + version + " of " + kind
                        + " \"app\" is retired and read as " + current + ", with its pod labels as selector");
        assertThat(reading.objects()).hasSize(1);
    }

    @Test
    void retiredCronJobsAreUpgraded() {
        ManifestReading reading = ManifestReading.of("""
                apiVersion: batch/v1beta1
                kind: CronJob
                metadata: {name: app}
                spec:
                  schedule: "@daily"
                  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: x}]}}}}
                """);

        assertThat(reading.texts())
                .containsExactly(
                        "warning k8s.yaml:1: apiVersion batch/v1beta1 of CronJob \"app\" is retired and read as batch/v1");
        assertThat(reading.objects()).hasSize(1);
    }

    @Test
    void directoriesOfTheMachineBecomeClaimsInPodsOfEveryKind() {
        ManifestReading reading = ManifestReading.of("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: app}
                spec:
                  schedule: "@daily"
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          restartPolicy: Never
                          volumes: [{name: data, hostPath: {path: /srv}}]
                          containers: [{name: app, image: x}]
                """);

        assertThat(reading.texts())
                .containsExactly(
                        "warning k8s.yaml:11: volume \"data\" doesn't get the machine's /srv but a volume of its"
                                + " own, empty at first: claim \"app-data\"");
        assertThat(reading.manifests())
                .extracting(manifest -> manifest.key().toString())
                .containsExactly("CronJob/app", "PersistentVolumeClaim/app-data");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {apiVersion: v1, kind: ClusterRole, metadata: {name: a}} | objects of kind "ClusterRole" aren't supported; there are ConfigMap, Secret, PersistentVolumeClaim, Service, Deployment, StatefulSet, DaemonSet, Job, CronJob, Ingress
                    {apiVersion: v1, kind: Sevice, metadata: {name: a}} | objects of kind "Sevice" aren't supported; there are ConfigMap, Secret, PersistentVolumeClaim, Service, Deployment, StatefulSet, DaemonSet, Job, CronJob, Ingress (did you mean "Service"?)
                    {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: prod}} | ConfigMap "a" is in namespace "prod"; this project owns "default" and "hasura"
                    {apiVersion: v1, kind: Service, metadata: {name: My_App}} | "name" of metadata must be 1 to 63 of a-z, 0-9 and '-', starting and ending with a letter or a digit; found "My_App"
                    {apiVersion: v1, kind: ConfigMap, metadata: {name: ../x}} | the name of a ConfigMap must be made of a-z, 0-9, '-' and '.', starting and ending with a letter or a digit; found "../x"
                    {apiVersion: v1, kind: ConfigMap, metadata: {}} | metadata needs "name"
                    {apiVersion: v1, kind: ConfigMap} | a Kubernetes object needs "metadata"
                    {kind: ConfigMap, metadata: {name: a}} | a Kubernetes object needs "apiVersion"
                    {apiVersion: v1, metadata: {name: a}} | a Kubernetes object needs "kind"
                    {apiVersion: v2, kind: ConfigMap, metadata: {name: a}} | the apiVersion of ConfigMap "a" must be v1; found "v2"
                    {apiVersion: v1, kind: Job, metadata: {name: a}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: a}]}}}} | the apiVersion of Job "a" must be batch/v1; found "v1"
                    {apiVersion: v1, kind: List} | a List needs "items", a list of objects
                    [] | a Kubernetes object must be a mapping; found a list
                    """)
    void whatIsNoObjectOfAProjectIsRefused(String yaml, String expected) {
        assertThat(ManifestReading.of(yaml).texts()).containsExactly("k8s.yaml:1: " + expected);
    }
}
