package dev.longshore.project.manifest.reader;

import static dev.longshore.project.manifest.reader.ManifestReading.deployment;
import static dev.longshore.project.manifest.reader.ManifestReading.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.PodSecurity;
import dev.longshore.project.manifest.PodTemplate;
import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodReaderTest {
    private static PodTemplate read(String yaml) {
        return ((Workload) ManifestReading.only(yaml)).template();
    }

    private static Container container(String fields) {
        return read(deployment(fields)).containers().get(0);
    }

    private static Volume.Source volume(String source) {
        return read(pod("volumes: [{name: x, " + source + "}]"))
                .volumes()
                .get(0)
                .source();
    }

    @Test
    void containersStartAfterTheStepsAndSidecarsBeforeThem() {
        PodTemplate template = read(
                pod(
                        "initContainers: [{name: agent, image: a, restartPolicy: Always, livenessProbe: {grpc: {port: 1}}}, {name: migrate, image: b}]"));

        assertThat(template.initContainers())
                .extracting(container -> container.name() + " " + container.sidecar())
                .containsExactly("agent true", "migrate false");
        assertThat(template.lastingContainers()).extracting(Container::name).containsExactly("agent", "api");
        assertThat(template.initContainers()
                        .get(0)
                        .probes()
                        .liveness()
                        .orElseThrow()
                        .action())
                .isEqualTo(new Probe.Grpc(1, ""));
    }

    @Test
    void aPodSaysAsWhomItsContainersRun() {
        PodTemplate template = read(
                pod(
                        "securityContext: {runAsUser: 10, runAsGroup: 20, runAsNonRoot: true, supplementalGroups: [30, 40], fsGroup: 50}"));
        Container.Security own = container(
                        "securityContext: {runAsUser: 1, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [CHOWN]}}")
                .security();

        assertThat(template.security())
                .isEqualTo(
                        new PodSecurity(Optional.of(10L), Optional.of(20L), true, List.of(30L, 40L), Optional.of(50L)));
        assertThat(own)
                .isEqualTo(new Container.Security(
                        Optional.of(1L),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        true,
                        List.of("ALL"),
                        List.of("CHOWN")));
    }

    @Test
    void hooksAreCommandsRequestsOrSleep() {
        assertThat(container("lifecycle: {postStart: {exec: {command: [warm]}}, preStop: {sleep: {seconds: 5}}}")
                        .lifecycle())
                .isEqualTo(new Container.Lifecycle(
                        Optional.of(new Container.ExecHook(List.of("warm"))),
                        Optional.of(new Container.SleepHook(Duration.ofSeconds(5)))));
        assertThat(container("lifecycle: {preStop: {httpGet: {port: 80, path: bye}}}")
                        .lifecycle()
                        .beforeStop())
                .contains(new Container.HttpHook(new Probe.HttpGet("/bye", PortReference.of(80), false, List.of())));
    }

    @Test
    void aPodCanBeToldOfItself() {
        assertThat(container("""
                                        env:
                                        - {name: A, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                                        - {name: B, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
                                        - {name: C, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
                                        - {name: D, valueFrom: {resourceFieldRef: {resource: requests.cpu, divisor: "0"}}}
                                        """).environment())
                .extracting(Environment.Variable::value)
                .containsExactly(
                        new Environment.PodField(Environment.Field.POD_IP, ""),
                        new Environment.PodField(Environment.Field.LABEL, "app"),
                        new Environment.ContainerResource("", Environment.Amount.LIMIT_MEMORY, new BigDecimal(1 << 20)),
                        new Environment.ContainerResource("", Environment.Amount.REQUEST_CPU, BigDecimal.ONE));
    }

    @ParameterizedTest
    @CsvSource({"0640,0640", "416,0640", "0o640,0640", "0,0", "0777,0777"})
    void permissionsAreReadAsKubernetesReadsThem(String written, String octal) {
        Volume.FilesSource files = (Volume.FilesSource) volume("secret: {secretName: s, defaultMode: " + written + "}");

        Volume.SecretFiles part = (Volume.SecretFiles) files.parts().get(0);
        assertThat(part.items().modes().usual()).isEqualTo(OptionalInt.of(Integer.parseInt(octal, 8)));
    }

    @Test
    void aProjectedVolumeIsMadeOfParts() {
        assertThat(
                        volume(
                                "projected: {defaultMode: 0400, sources: [{configMap: {name: m, items: [{key: k, path: p, mode: 0644}]}}, {secret: {name: s}}, {downwardAPI: {items: [{path: l, fieldRef: {fieldPath: metadata.labels}}]}}]}"))
                .isEqualTo(new Volume.FilesSource(List.of(
                        new Volume.ConfigMapFiles(
                                "m",
                                new Volume.Items(
                                        Map.of("k", "p"), new Volume.Modes(OptionalInt.of(0400), Map.of("p", 0644))),
                                false),
                        new Volume.SecretFiles(
                                "s",
                                new Volume.Items(Map.of(), new Volume.Modes(OptionalInt.of(0400), Map.of())),
                                false),
                        new Volume.PodFiles(
                                Map.of("l", new Environment.PodField(Environment.Field.LABELS, "")),
                                new Volume.Modes(OptionalInt.of(0400), Map.of())))));
    }

    @Test
    void scratchSpaceMayBeMemory() {
        assertThat(volume("emptyDir: {medium: Memory, sizeLimit: 1Mi}"))
                .isEqualTo(new Volume.EmptySource(true, Optional.of(1L << 20)));
    }

    @Test
    void theRestOfAPodIsRead() {
        PodTemplate template = read(pod("""
                hostname: db
                      shareProcessNamespace: true
                      imagePullSecrets: [{name: r}]
                      hostAliases: [{ip: "2001:db8::1", hostnames: [a, b.c]}]"""));

        assertThat(template.hostname()).contains("db");
        assertThat(template.sharesProcesses()).isTrue();
        assertThat(template.pullSecrets()).containsExactly("r");
        assertThat(template.hosts()).isEqualTo(Map.of("a", "2001:db8::1", "b.c", "2001:db8::1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    initContainers: [{name: a, image: b, readinessProbe: {exec: {command: [x]}}}] | an init container runs to its end and can't have a "readinessProbe"; one that stays up has the restartPolicy Always
                    initContainers: [{name: a, image: b, restartPolicy: Never}] | "restartPolicy" of an init container must be Always; found "Never"
                    initContainers: [{name: api, image: b}] | this pod has two containers of the name "api"
                    volumes: [{name: a, emptyDir: {}}, {name: a, emptyDir: {}}] | this pod has two volumes of the name "a"
                    volumes: [{name: a, emptyDir: {medium: HugePages}}] | "medium" of "emptyDir" must be empty or Memory; found "HugePages"
                    volumes: [{name: a, secret: {secretName: s, defaultMode: 640}}] | "defaultMode" of "secret" must be permissions from 0 to 0777, such as 0644; found 640, which is 01200
                    volumes: [{name: a, projected: {sources: [{serviceAccountToken: {path: t}}]}}] | "serviceAccountToken" of a source of "projected" isn't allowed: no pod gets a token of the cluster
                    volumes: [{name: a, downwardAPI: {items: [{path: p}]}}] | an item of "downwardAPI" needs either "fieldRef" or "resourceFieldRef"
                    volumes: [{name: a, downwardAPI: {items: [{path: p, fieldRef: {fieldPath: status.podIP}}]}}] | a file can't hold the field "status.podIP"; there are metadata.annotations, metadata.annotations['<key>'], metadata.labels, metadata.labels['<key>'], metadata.name, metadata.namespace, metadata.uid
                    volumes: [{name: a, downwardAPI: {items: [{path: p, resourceFieldRef: {containerName: ap, resource: limits.cpu}}]}}] | this pod has no container "ap" (did you mean "api"?)
                    securityContext: {runAsNonRoot: true, runAsUser: 0} | runAsUser 0 is root, which runAsNonRoot forbids
                    securityContext: {runAsUser: -1} | "runAsUser" of a pod's securityContext must be at least 0; found -1
                    hostname: Db | "hostname" must be 1 to 63 of a-z, 0-9 and '-', starting and ending with a letter or a digit; found "Db"
                    terminationGracePeriodSeconds: 3601 | "terminationGracePeriodSeconds" of a pod's spec must be from 0 to 3600; found 3601
                    """)
    void aMistakeInAPodIsAnErrorAtItsLine(String field, String expected) {
        ManifestReading reading = ManifestReading.of(pod(field));

        assertThat(reading.objects()).isEmpty();
        assertThat(reading.texts())
                .contains((field.contains("[{name: api,") ? "k8s.yaml:11: " : "k8s.yaml:9: ") + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    lifecycle: {preStop: {tcpSocket: {port: 1}}} | "tcpSocket" of a preStop isn't supported; use exec, httpGet or sleep
                    lifecycle: {preStop: {}} | a preStop needs one of "exec", "httpGet" and "sleep"
                    restartPolicy: Always | "restartPolicy" of a container is for init containers only; the pod has one for its containers
                    imagePullPolicy: always | "imagePullPolicy" of a container must be Always, IfNotPresent or Never; found "always" (did you mean "Always"?)
                    resources: {limits: {memory: 1Mi}, requests: {memory: 2Mi}} | the request of memory is more than its limit
                    securityContext: {capabilities: {drop: [CAP_CHOWN]}} | there is no capability "CAP_CHOWN" (they are written without CAP_)
                    env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.podIp}}}] | a variable can't hold the field "status.podIp"; there are metadata.annotations['<key>'], metadata.labels['<key>'], metadata.name, metadata.namespace, metadata.uid, spec.nodeName, spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP, status.podIPs (did you mean "status.podIP"?)
                    env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.disk}}}] | "resource" can't be limits.disk; there are limits.cpu, limits.memory, requests.cpu, requests.memory
                    readinessProbe: {grpc: {service: a}} | "grpc" needs "port"
                    """)
    void aMistakeInAContainerIsAnErrorAtItsLine(String field, String expected) {
        ManifestReading reading = ManifestReading.of(deployment(field));

        assertThat(reading.objects()).isEmpty();
        assertThat(reading.texts()).contains("k8s.yaml:12: " + expected);
    }

    @Test
    void aContainerCannotSleepLongerThanItHasTimeToEnd() {
        String yaml = pod("terminationGracePeriodSeconds: 5") + "        lifecycle: {preStop: {sleep: {seconds: 6}}}\n";

        assertThat(ManifestReading.of(yaml).texts())
                .containsExactly("k8s.yaml:9: container \"api\" sleeps longer before its end than the 5 s of"
                        + " \"terminationGracePeriodSeconds\"");
    }

    @Test
    void whatAPodForbidsAContainerCannotTakeBack() {
        String yaml = pod("securityContext: {runAsNonRoot: true}") + "        securityContext: {runAsUser: 0}\n";

        assertThat(ManifestReading.of(yaml).texts())
                .containsExactly("k8s.yaml:13: runAsUser 0 is root, which runAsNonRoot forbids");
    }
}
