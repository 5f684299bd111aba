package dev.longshore.project.manifest.reader;

import static dev.longshore.project.manifest.reader.ManifestReading.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest can't ask for more of the machine or the cluster than is the project's. */
class EscalationTest {
    @ParameterizedTest
    @ValueSource(strings = {"/var/run/docker.sock", "/", "../../../etc", "/srv/../etc/shadow", "/proc/1/root"})
    void whateverDirectoryOfTheMachineAVolumeNamesItIsAClaim(String path) {
        ManifestReading reading = ManifestReading.of(pod("volumes: [{name: x, hostPath: {path: " + path + "}}]"));

        assertThat(reading.texts())
                .containsExactly("warning k8s.yaml:9: volume \"x\" doesn't get the machine's " + path
                        + " but a volume of its own, empty at first: claim \"api-x\"");
        Workload workload = (Workload) reading.objects().get(0);
        assertThat(workload.template().volumes().get(0).source()).isEqualTo(new Volume.ClaimSource("api-x", false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    initContainers: [{name: a, image: b, securityContext: {privileged: true}}] | "privileged" of a securityContext isn't allowed: it reaches beyond the project
                    ephemeralContainers: [{name: a, image: b, securityContext: {privileged: true}}] | "ephemeralContainers" of a pod's spec isn't supported
                    hostIPC: true | "hostIPC" of a pod's spec isn't allowed: it reaches beyond the project
                    volumes: [{name: x, projected: {sources: [{serviceAccountToken: {path: t}}]}}] | "serviceAccountToken" of a source of "projected" isn't allowed: no pod gets a token of the cluster
                    initContainers: [{name: a, image: b, restartPolicy: Always, securityContext: {capabilities: {add: [ALL]}}}] | the capability ALL isn't allowed: it reaches beyond the project; allowed are AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, NET_RAW, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT
                    securityContext: {seccompProfile: {type: Unconfined}} | "seccompProfile" can't be Unconfined: it reaches beyond the project
                    securityContext: {appArmorProfile: {type: Unconfined}} | "appArmorProfile" can't be Unconfined: it reaches beyond the project
                    initContainers: [{name: a, image: b, securityContext: {procMount: Unmasked}}] | "procMount" of a securityContext can only be Default here; found "Unmasked"
                    hostAliases: [{ip: host-gateway, hostnames: [machine]}] | "ip" must be an IP address; found "host-gateway"
                    hostAliases: [{ip: 192.0.2.1, hostnames: ["a:169.254.169.254 b"]}] | "hostnames" must be names of hosts; found "a:169.254.169.254 b"
                    volumes: [{name: x, csi: {driver: d}}] | "csi" of a volume isn't supported; there are configMap, downwardAPI, emptyDir, persistentVolumeClaim, projected and secret
                    """)
    void whatReachesBeyondTheProjectIsAnErrorAtItsLine(String field, String expected) {
        ManifestReading reading = ManifestReading.of(pod(field));

        assertThat(reading.objects()).isEmpty();
        assertThat(reading.texts()).contains("k8s.yaml:9: " + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serviceAccountName", "serviceAccount"})
    void anAccountOfTheClusterHasNoEffectAndIsSaidToHaveNone(String field) {
        assertThat(ManifestReading.of(pod(field + ": cluster-admin")).texts())
                .containsExactly(
                        "warning k8s.yaml:9: \"" + field + "\" of a pod's spec has no effect on one machine yet");
    }

    @Test
    void whoAsksForATokenOfTheClusterGetsNoVolumeWithOne() {
        Workload workload = (Workload) ManifestReading.only(pod("automountServiceAccountToken: true"));

        assertThat(workload.template().volumes()).isEmpty();
        assertThat(workload.template().containers().get(0).mounts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Role", "ClusterRoleBinding", "Namespace", "ReplicaSet", "Pod", "PersistentVolume"})
    void anObjectOfAnyOtherKindIsRefused(String kind) {
        ManifestReading reading = ManifestReading.of("{apiVersion: v1, kind: " + kind + ", metadata: {name: a}}");

        assertThat(reading.manifests()).isEmpty();
        assertThat(reading.texts())
                .singleElement()
                .asString()
                .startsWith("k8s.yaml:1: ")
                .contains(kind);
    }
}
