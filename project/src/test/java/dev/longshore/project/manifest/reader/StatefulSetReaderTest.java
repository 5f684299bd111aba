package dev.longshore.project.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Workload;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatefulSetReaderTest {
    /** @param kind a StatefulSet or DaemonSet, called db; the additional field of its spec is in line 5 */
    private static String workload(String kind, String field) {
        return """
                apiVersion: apps/v1
                kind: %s
                metadata: {name: db}
                spec:
                  %s
                  selector: {matchLabels: {app: db}}
                  template:
                    metadata: {labels: {app: db}}
                    spec: {containers: [{name: db, image: postgres, volumeMounts: []}]}
                """.formatted(kind, field);
    }

    @Test
    void theVolumesOfAStatefulSetsClaimsCanBeMounted() {
        Workload workload = (Workload) ManifestReading.only(workload("StatefulSet", """
                replicas: 3
                  serviceName: db-pods
                  volumeClaimTemplates:
                  - {metadata: {name: data}, spec: {resources: {requests: {storage: 2Gi}}}}
                  - {metadata: {name: log}, spec: {}}""")
                .replace("volumeMounts: []", "volumeMounts: [{name: data, mountPath: /data}]"));

        assertThat(workload.key()).hasToString("StatefulSet/db");
        assertThat(workload.replicas()).isEqualTo(3);
        Workload.StableIdentity identity = workload.identity().orElseThrow();
        assertThat(identity.service()).isEqualTo("db-pods");
        assertThat(identity.ordered()).isTrue();
        assertThat(identity.claims())
                .extracting(claim -> claim.name() + " " + claim.requestedBytes())
                .containsExactly("data 2147483648", "log 0");
        assertThat(workload.template().containers().get(0).mounts())
                .containsExactly(new Container.Mount("data", "/data", false, ""));
        assertThat(workload.mustStopBeforeSuccessor()).isTrue();
    }

    @Test
    void theClusterMayStartAllPodsAtOnce() {
        Workload workload = (Workload) ManifestReading.only(workload("StatefulSet", "podManagementPolicy: Parallel"));

        assertThat(workload.identity()).contains(new Workload.StableIdentity("", false, List.of()));
    }

    @Test
    void aDaemonSetHasOnePodOnOneMachine() {
        Workload workload = (Workload)
                ManifestReading.only(workload("DaemonSet", "updateStrategy: {rollingUpdate: {maxUnavailable: 50%}}"));

        assertThat(workload.key()).hasToString("DaemonSet/db");
        assertThat(workload.replicas()).isEqualTo(1);
        assertThat(workload.identity()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ordinals: {start: 1} | "ordinals" of a StatefulSet's spec isn't supported: pods are numbered from 0
                    updateStrategy: {rollingUpdate: {partition: 2}} | "partition" isn't supported: a release is rolled out as a whole
                    updateStrategy: {type: OnDelete} | "type" of an updateStrategy can only be RollingUpdate here; found "OnDelete"
                    podManagementPolicy: Paralel | "podManagementPolicy" of a StatefulSet's spec must be OrderedReady or Parallel; found "Paralel" (did you mean "Parallel"?)
                    persistentVolumeClaimRetentionPolicy: {whenScaled: Delete} | "whenScaled" of "persistentVolumeClaimRetentionPolicy" can only be Retain here; found "Delete"
                    volumeClaimTemplates: [{metadata: {name: a}, spec: {}}, {metadata: {name: a}, spec: {}}] | there are two volumeClaimTemplates of the name "a"
                    volumeClaimTemplates: [{metadata: {name: a}}] | a volumeClaimTemplate needs "spec"
                    volumeClaimTemplates: [{metadata: {name: a123456789b123456789c123456789d123456789e123456789f12345678}, spec: {}}] | "a123456789b123456789c123456789d123456789e123456789f12345678-db-99" is too long for the name of a claim
                    serviceName: Db | "serviceName" of a StatefulSet's spec must be 1 to 63 of a-z, 0-9 and '-', starting and ending with a letter or a digit; found "Db"
                    replicas: 101 | "replicas" of a StatefulSet's spec must be from 0 to 100; found 101
                    """)
    void whatAStatefulSetCannotDoIsAnErrorAtItsLine(String field, String expected) {
        assertThat(ManifestReading.of(workload("StatefulSet", field)).texts())
                .containsExactly("k8s.yaml:5: " + expected);
    }

    @Test
    void aVolumeAndAClaimOfTheSameNameAreRefused() {
        String yaml = workload("StatefulSet", "volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]")
                .replace("spec: {containers", "spec: {volumes: [{name: data, emptyDir: {}}], containers");

        assertThat(ManifestReading.of(yaml).texts())
                .containsExactly("k8s.yaml:9: this pod has two volumes of the name \"data\"");
    }
}
