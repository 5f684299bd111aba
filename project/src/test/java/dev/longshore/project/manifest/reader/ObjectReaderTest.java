package dev.longshore.project.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.Claim;
import dev.longshore.project.manifest.ConfigMap;
import dev.longshore.project.manifest.Datum;
import dev.longshore.project.manifest.Secret;
import dev.longshore.project.manifest.Service;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectReaderTest {
    @Test
    void aServiceSendsItsPortsToItsPods() {
        Service service = (Service) ManifestReading.only("""
                apiVersion: v1
                kind: Service
                metadata: {name: api}
                spec:
                  type: ClusterIP
                  selector: {app: api}
                  ports:
                  - {name: http, port: 80, targetPort: 8080, protocol: TCP, appProtocol: http}
                  - {name: admin, port: 81, targetPort: adm}
                  - {name: same, port: 82}
                """);

        assertThat(service.headless()).isFalse();
        assertThat(service.selector()).isEqualTo(Map.of("app", "api"));
        assertThat(service.ports())
                .extracting(port -> port.name().orElse("") + " " + port.port() + " " + port.target())
                .containsExactly("http 80 8080", "admin 81 adm", "same 82 82");
        assertThat(service.ports().get(0).applicationProtocol()).isEqualTo(Optional.of("http"));
    }

    @Test
    void aHeadlessServiceNeedsNoPort() {
        Service service = (Service) ManifestReading.only(
                "{apiVersion: v1, kind: Service, metadata: {name: db}, spec: {clusterIP: None, selector: {app: db}}}");

        assertThat(service.headless()).isTrue();
    }

    @Test
    void aServiceMayAskForPortsOfTheMachine() {
        Service service = (Service)
                ManifestReading.only(
                        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: NodePort, ports: [{name: a, port: 1, nodePort: 30080}, {name: b, port: 2, nodePort: 0}]}}");

        assertThat(service.type()).isEqualTo(Service.Type.NODE_PORT);
        assertThat(service.ports())
                .extracting(Service.Port::nodePort)
                .containsExactly(OptionalInt.of(30080), OptionalInt.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {ports: [{port: 53, protocol: UDP}]} | k8s.yaml:4: only TCP ports are supported; found UDP
                    {type: ExternalName, externalName: x, ports: [{port: 1}]} | k8s.yaml:4: "externalName" of a Service's spec isn't supported: a Service finds pods of this project
                    {type: LoadBalancer, ports: [{port: 1}]} | warning k8s.yaml:4: "type" of a Service's spec LoadBalancer is read as NodePort, on the machine's loopback address; to open it to the outside add a route to conf/routes.yaml
                    {ports: [{port: 1}, {port: 2, name: b}]} | k8s.yaml:4: each port of a Service with several needs a "name"
                    {ports: [{port: 1, name: a}, {port: 1, name: b}]} | k8s.yaml:4: port 1 is listed twice
                    {ports: [{targetPort: 1}]} | k8s.yaml:4: a Service's port needs "port"
                    {ports: [{port: 1, targetPort: 0}]} | k8s.yaml:4: "targetPort" of a Service's port must be a port from 1 to 65535 or its name
                    {selector: {app: a}} | k8s.yaml:4: a Service needs a port
                    {type: NodePort, ports: [{port: 1, nodePort: 80}]} | k8s.yaml:4: "nodePort" of a Service's port must be from 30000 to 32767; found 80
                    {ports: [{port: 1, nodePort: 30080}]} | k8s.yaml:4: "nodePort" needs a Service of type NodePort
                    {type: NodePort, ports: [{name: a, port: 1, nodePort: 30080}, {name: b, port: 2, nodePort: 30080}]} | k8s.yaml:4: the nodePort 30080 is listed twice
                    {ports: [{name: a, port: 1}, {name: a, port: 2}]} | k8s.yaml:4: two ports have the name "a"
                    {type: NodePort, clusterIP: None, selector: {app: a}} | k8s.yaml:4: a headless Service can't be of type NodePort
                    {publishNotReadyAddresses: true, ports: [{port: 1}]} | warning k8s.yaml:4: "publishNotReadyAddresses" of a Service's spec has no effect on one machine yet unless the Service is headless
                    {ports: [{port: 1}], slector: {app: a}} | k8s.yaml:4: unknown field "slector" of a Service's spec (did you mean "selector"?)
                    """)
    void whatAServiceCannotDoIsNamed(String spec, String expected) {
        assertThat(ManifestReading.of("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: " + spec)
                        .texts())
                .containsExactly(expected);
    }

    @Test
    void configMapsAndSecretsHoldBytes() {
        ConfigMap configMap = (ConfigMap) ManifestReading.only("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: nginx.conf}
                data: {a.txt: "hü"}
                binaryData: {b: "AAE="}
                """);
        Secret secret = (Secret) ManifestReading.only("""
                apiVersion: v1
                kind: Secret
                type: Opaque
                metadata: {name: s}
                data: {a: c2VjcmV0, b: b2xk}
                stringData: {b: new}
                """);

        assertThat(configMap.data()).isEqualTo(Map.of("a.txt", Datum.ofText("hü"), "b", new Datum("AAE=")));
        assertThat(secret.data()).isEqualTo(Map.of("a", Datum.ofText("secret"), "b", Datum.ofText("new")));
    }

    @Test
    void aSecretThatIsNotEncodedIsNotRepeatedInTheMessage() {
        assertThat(ManifestReading.of("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {key: hunter2!}")
                        .texts())
                .containsExactly("k8s.yaml:4: \"data.key\" must be base64; plain text goes to \"stringData\"");
    }

    @Test
    void keysThatCouldNotBeFileNamesAreRefused() {
        assertThat(ManifestReading.of("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: s}\ndata: {../x: a}")
                        .texts())
                .containsExactly("k8s.yaml:4: the key \"../x\" must be made of letters, digits, '-', '_' and '.'");
    }

    @Test
    void aClaimSaysHowMuchItAsksFor() {
        Claim claim = (Claim) ManifestReading.only("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data}
                spec:
                  accessModes: [ReadWriteOnce]
                  storageClassName: fast
                  resources: {requests: {storage: 1.5Gi}}
                """);

        assertThat(claim.requestedBytes()).isEqualTo(3L << 29);
    }

    @ParameterizedTest
    @CsvSource({
        "128Mi,134217728",
        "1k,1000",
        "1Ki,1024",
        "2G,2000000000",
        "1e3,1000",
        "0.5,0.5",
        "250m,0.25",
        "1E,1000000000000000000"
    })
    void quantitiesAreThoseOfTheApi(String text, String expected) {
        assertThat(Quantity.parse(text).orElseThrow()).isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"128 Mi", "Mi", "-1", "1Kb", "1e9999999", "''"})
    void otherTextIsNoQuantity(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }
}
