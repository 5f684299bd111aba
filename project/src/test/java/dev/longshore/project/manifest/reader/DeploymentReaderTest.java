package dev.longshore.project.manifest.reader;

import static dev.longshore.project.manifest.reader.ManifestReading.deployment;
import static dev.longshore.project.manifest.reader.ManifestReading.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.Claim;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentReaderTest {
    private static Workload workload(String yaml) {
        return (Workload) ManifestReading.only(yaml);
    }

    private static Container container(String fields) {
        return workload(deployment(fields)).template().containers().get(0);
    }

    @Test
    void aDeploymentThatSaysLittleHasTheDefaultsOfTheApi() {
        Workload workload = workload(deployment(""));

        assertThat(workload.key()).hasToString("Deployment/api");
        assertThat(workload.replicas()).isEqualTo(1);
        assertThat(workload.strategy()).isEqualTo(Workload.Strategy.ROLLING);
        assertThat(workload.progressDeadline()).isEmpty();
        assertThat(workload.template().terminationGrace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(workload.template().labels()).containsExactly(Map.entry("app", "api"));
        Container container = workload.template().containers().get(0);
        assertThat(container.image()).isEqualTo("api:1");
        assertThat(container.limits()).isEqualTo(Container.Resources.NONE);
        assertThat(container.probes()).isEqualTo(Container.Probes.NONE);
    }

    @Test
    void aDeploymentThatSaysAllIsReadInFull() {
        Workload workload = workload("""
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: db
                  namespace: shop-staging-hasura
                  creationTimestamp: null
                  labels: {app: db, hasuraService: custom}
                spec:
                  replicas: 3
                  progressDeadlineSeconds: 90
                  revisionHistoryLimit: 2
                  strategy: {type: Recreate}
                  selector: {matchLabels: {app: db}}
                  template:
                    metadata: {labels: {app: db, tier: data}, creationTimestamp: null}
                    spec:
                      terminationGracePeriodSeconds: 0
                      restartPolicy: Always
                      volumes:
                      - {name: data, persistentVolumeClaim: {claimName: db}}
                      - {name: conf, configMap: {name: db, items: [{key: a, path: b/c}]}}
                      - {name: keys, secret: {secretName: db, optional: true}}
                      - {name: tmp, emptyDir: {}}
                      containers:
                      - name: db
                        image: postgres:12
                        imagePullPolicy: IfNotPresent
                        command: [run]
                        args: ["-c", "x"]
                        workingDir: /srv
                        ports: [{name: pg, containerPort: 5432, protocol: TCP}]
                        env:
                        - {name: A, value: "1"}
                        - {name: B}
                        - {name: C, valueFrom: {configMapKeyRef: {name: m, key: k}}}
                        - {name: D, valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}
                        envFrom:
                        - {prefix: P_, configMapRef: {name: m}}
                        - {secretRef: {name: s, optional: true}}
                        volumeMounts:
                        - {name: data, mountPath: /var/lib, subPath: pg}
                        - {name: conf, mountPath: /etc/db, readOnly: true}
                        resources:
                          requests: {memory: 64Mi, cpu: 100m}
                          limits: {memory: 128Mi, cpu: 250m}
                status: {}
                """);

        assertThat(workload.key()).hasToString("Deployment/db.hasura");
        assertThat(workload.replicas()).isEqualTo(3);
        assertThat(workload.strategy()).isEqualTo(Workload.Strategy.RECREATE);
        assertThat(workload.progressDeadline()).contains(Duration.ofSeconds(90));
        assertThat(workload.template().terminationGrace()).isZero();
        assertThat(workload.template().volumes())
                .extracting(Volume::source)
                .containsExactly(
                        new Volume.ClaimSource("db", false),
                        files(new Volume.ConfigMapFiles("db", items(Map.of("a", "b/c")), false)),
                        files(new Volume.SecretFiles("db", items(Map.of()), true)),
                        new Volume.EmptySource(false, Optional.empty()));
        Container container = workload.template().containers().get(0);
        assertThat(container.command()).containsExactly("run");
        assertThat(container.arguments()).containsExactly("-c", "x");
        assertThat(container.workingDirectory()).contains("/srv");
        assertThat(container.ports()).containsExactly(new Container.Port(Optional.of("pg"), 5432));
        assertThat(container.environment())
                .extracting(Environment.Variable::value)
                .containsExactly(
                        new Environment.Literal("1"),
                        new Environment.Literal(""),
                        new Environment.ConfigMapKey("m", "k", false),
                        new Environment.SecretKey("s", "k", true));
        assertThat(container.imports())
                .extracting(i -> i.kind() + " " + i.name() + " " + i.prefix() + " " + i.optional())
                .containsExactly("ConfigMap m P_ false", "Secret s  true");
        assertThat(container.mounts())
                .containsExactly(
                        new Container.Mount("data", "/var/lib", false, "pg"),
                        new Container.Mount("conf", "/etc/db", true, ""));
        assertThat(container.limits()).isEqualTo(new Container.Resources(Optional.of(128L << 20), Optional.of(0.25)));
        assertThat(container.resolve(new PortReference("pg"))).isEqualTo(OptionalInt.of(5432));
    }

    @Test
    void probesHaveTheDefaultsOfTheApi() {
        Container.Probes probes = container("""
                        ports: [{name: http, containerPort: 80}]
                        readinessProbe: {httpGet: {port: http, path: /healthz, httpHeaders: [{name: A, value: b}]}}
                        livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 1}
                        startupProbe: {exec: {command: [test, -f, /up]}, initialDelaySeconds: 3}
                        """).probes();

        assertThat(probes.readiness())
                .contains(new Probe(
                        new Probe.HttpGet(
                                "/healthz", new PortReference("http"), false, List.of(new Probe.Header("A", "b"))),
                        Duration.ZERO,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        1,
                        3));
        assertThat(probes.liveness())
                .contains(new Probe(
                        new Probe.TcpSocket(PortReference.of(80)),
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        1,
                        1));
        assertThat(probes.startup().orElseThrow().action()).isEqualTo(new Probe.Exec(List.of("test", "-f", "/up")));
        assertThat(probes.startup().orElseThrow().initialDelay()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    imgae: x | unknown field "imgae" of a container (did you mean "image"?)
                    ports: [{containerPort: "80"}] | "containerPort" of a container's port must be a number; found text
                    ports: [{containerPort: 70000}] | "containerPort" of a container's port must be from 1 to 65535; found 70000
                    ports: [{}] | a container's port needs "containerPort"
                    ports: [{containerPort: 53, protocol: UDP}] | only TCP ports are supported; found UDP
                    ports: [{containerPort: 80, hostPort: 80}] | "hostPort" of a container's port isn't allowed: ports of the machine belong to the gateway; add a route
                    ports: {containerPort: 80} | "ports" of a container must be a list; found a mapping
                    env: [{name: A, value: 8080}] | "value" of an environment variable must be text; found a number (put it in quotes: "8080")
                    env: [{value: x}] | an environment variable needs "name"
                    env: [{name: A, valueFrom: {}}] | "valueFrom" needs one of "secretKeyRef", "configMapKeyRef", "fieldRef" and "resourceFieldRef"
                    env: [{name: A, value: x, valueFrom: {secretKeyRef: {name: a, key: b}}}] | variable "A" has both "value" and "valueFrom"; choose one
                    envFrom: [{prefix: x}] | an entry of "envFrom" needs either "configMapRef" or "secretRef"
                    command: run it | "command" of a container must be a list; found text
                    args: [1] | "args" of a container must be text; found a number (put it in quotes: "1")
                    volumeMounts: [{name: data, mountPath: /data}] | this pod has no volume "data"
                    securityContext: {privileged: true} | "privileged" of a securityContext isn't allowed: it reaches beyond the project
                    securityContext: {capabilities: {add: [NET_ADMIN]}} | the capability NET_ADMIN isn't allowed: it reaches beyond the project; allowed are AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, NET_RAW, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT
                    resources: {limits: {memory: lots}} | "memory" of limits must be a quantity such as 128Mi, 0.5 or 250m
                    resources: {limits: {gpu: 1}} | unknown field "gpu" of limits (did you mean "cpu"?)
                    readinessProbe: {periodSeconds: 3} | a readinessProbe needs one of "httpGet", "tcpSocket", "grpc" and "exec"
                    readinessProbe: {httpGet: {port: web}} | this container has no port "web"
                    livenessProbe: {exec: {command: [a]}, successThreshold: 2} | "successThreshold" of a livenessProbe must be 1
                    livenessProbe: {httpGet: {path: /}} | "httpGet" needs "port"
                    """)
    void aMistakeInAContainerIsAnErrorAtItsLine(String field, String expected) {
        ManifestReading reading = ManifestReading.of(deployment(field));

        assertThat(reading.objects()).isEmpty();
        assertThat(reading.texts()).contains("k8s.yaml:12: " + expected);
        assertThat(reading.problems().stream().filter(problem -> problem.isError()))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    tty: true | "tty" of a container has no effect on one machine yet
                    securityContext: {seLinuxOptions: {type: x}} | "seLinuxOptions" of a securityContext has no effect on one machine yet
                    """)
    void whatHasNoEffectYetIsAWarning(String field, String expected) {
        ManifestReading reading = ManifestReading.of(deployment(field));

        assertThat(reading.objects()).hasSize(1);
        assertThat(reading.texts()).containsExactly("warning k8s.yaml:12: " + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    hostNetwork: true | "hostNetwork" of a pod's spec isn't allowed: it reaches beyond the project
                    hostPID: true | "hostPID" of a pod's spec isn't allowed: it reaches beyond the project
                    restartPolicy: Never | the pods of a Deployment have the restartPolicy Always
                    volumes: [{name: a, nfs: {server: x}}] | "nfs" of a volume isn't supported; there are configMap, downwardAPI, emptyDir, persistentVolumeClaim, projected and secret
                    volumes: [{name: a, configMap: {name: x, items: [{key: k, path: ../x}]}}] | an item's "path" must be relative, without ".."; found "../x"
                    volumes: [{name: a, persistentVolumeClaim: {claim: x}}] | "persistentVolumeClaim" needs "claimName"
                    """)
    void aMistakeInAPodIsAnErrorAtItsLine(String field, String expected) {
        ManifestReading reading = ManifestReading.of(pod(field));

        assertThat(reading.objects()).isEmpty();
        assertThat(reading.texts()).contains("k8s.yaml:9: " + expected);
    }

    @Test
    void aSelectorMustMatchThePodsLabels() {
        String yaml = deployment("").replace("{matchLabels: {app: api}}", "{matchLabels: {app: apis}}");

        assertThat(ManifestReading.of(yaml).texts())
                .containsExactly("k8s.yaml:5: the selector asks for app=apis, but the pod template has app=api");
    }

    @Test
    void everyMistakeIsReportedAtOnce() {
        String yaml = deployment("imgae: x\n").replace("spec:\n  selector", "spec:\n  replcias: 2\n  selector");

        assertThat(ManifestReading.of(yaml).texts())
                .containsExactlyInAnyOrder(
                        "k8s.yaml:13: unknown field \"imgae\" of a container (did you mean \"image\"?)",
                        "k8s.yaml:5: unknown field \"replcias\" of a Deployment's spec (did you mean \"replicas\"?)");
    }

    @Test
    void aDirectoryOfTheMachineBecomesAClaimOfItsOwn() {
        String yaml = deployment("volumeMounts: [{name: data, mountPath: /data}]")
                .replace("    spec:\n", "    spec:\n      volumes: [{name: data, hostPath: {path: /var/mysql}}]\n");

        ManifestReading reading = ManifestReading.of(yaml);

        assertThat(reading.texts())
                .containsExactly("warning k8s.yaml:9: volume \"data\" doesn't get the machine's /var/mysql"
                        + " but a volume of its own, empty at first: claim \"api-data\"");
        Workload workload = (Workload) reading.objects().get(0);
        assertThat(workload.template().volumes().get(0).source()).isEqualTo(new Volume.ClaimSource("api-data", false));
        assertThat(workload.mustStopBeforeSuccessor()).isTrue();
        Claim claim = (Claim) reading.objects().get(1);
        assertThat(claim.key()).hasToString("PersistentVolumeClaim/api-data");
        assertThat(claim.requestedBytes()).isEqualTo(1L << 30);
    }

    private static Volume.Source files(Volume.FilesPart part) {
        return new Volume.FilesSource(List.of(part));
    }

    private static Volume.Items items(Map<String, String> paths) {
        return new Volume.Items(paths, Volume.Modes.DEFAULT);
    }
}
