package dev.longshore.project.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.Ingress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngressReaderTest {
    private static final String BACKEND = "backend: {service: {name: api, port: {number: 80}}}";

    /** An Ingress whose spec is in line 4. */
    private static String ingress(String spec) {
        return "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: shop}\nspec: " + spec;
    }

    private static List<String> rules(String yaml) {
        return ((Ingress) ManifestReading.of(yaml).objects().get(0))
                .rules().stream()
                        .map(rule -> rule.subdomain() + rule.path() + " " + rule.service() + ":" + rule.port())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    host: api.example.com, | api
                    host: api.shop.localhost, | api
                    host: api, | api
                    host: "", | ``
                    `` | ``
                    """)
    void theFirstLabelOfAHostIsTheSubdomain(String host, String subdomain) {
        assertThat(rules(ingress(
                        "{rules: [{" + host + " http: {paths: [{path: /v1, pathType: Prefix, " + BACKEND + "}]}}]}")))
                .containsExactly(subdomain + "/v1 api:80");
    }

    @Test
    void theDefaultBackendGetsWhatNoRuleTakes() {
        assertThat(rules(ingress("""
                                        {
                                          defaultBackend: {service: {name: web, port: {name: http}}},
                                          rules: [
                                            {host: api.x, http: {paths: [{path: /v1, pathType: Prefix, %1$s}]}},
                                            {host: www.x, http: {paths: [{pathType: ImplementationSpecific, %1$s}]}},
                                            {host: old.x}]}
                                        """.formatted(BACKEND))))
                .containsExactly("api/v1 api:80", "www/ api:80", "api/ web:http", "old/ web:http", "/ web:http");
    }

    @Test
    void retiredIngressesAreUpgraded() {
        String yaml = """
                apiVersion: extensions/v1beta1
                kind: Ingress
                metadata: {name: shop}
                spec:
                  backend: {serviceName: web, servicePort: http}
                  rules:
                  - http: {paths: [{path: /v1, backend: {serviceName: api, servicePort: 80}}]}
                """;

        assertThat(ManifestReading.of(yaml).texts())
                .containsExactly("warning k8s.yaml:1: apiVersion extensions/v1beta1 of Ingress \"shop\" is retired and"
                        + " read as networking.k8s.io/v1");
        assertThat(rules(yaml)).containsExactly("/v1 api:80", "/ web:http");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {rules: [{http: {paths: [{path: /a, pathType: Exact, BACKEND}]}}]} | the pathType Exact isn't supported: a route serves all that lies below its path; use Prefix
                    {rules: [{http: {paths: [{path: /a, BACKEND}]}}]} | a path of an Ingress needs "pathType"
                    {rules: [{http: {paths: [{path: /../a, pathType: Prefix, BACKEND}]}}]} | a path must start with '/' and be that of a URL, without ".."; found "/../a"
                    {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: api, port: {}}}}]}}]} | a backend's port needs either "number" or "name"
                    {rules: [{host: "*.example.com", http: {paths: [{path: /, pathType: Prefix, BACKEND}]}}]} | "host" must begin with a subdomain, 1 to 63 of a-z, 0-9 and '-', starting and ending with a letter or a digit, as in api.example.com; found "*.example.com"
                    {defaultBackend: {resource: {kind: Bucket, name: x}}} | "resource" of "defaultBackend" isn't supported; name a service
                    {} | an Ingress needs "rules" with paths, or a "defaultBackend"
                    """)
    void whatAnIngressCannotDoIsAnErrorAtItsLine(String spec, String expected) {
        ManifestReading reading = ManifestReading.of(ingress(spec.replace("BACKEND", BACKEND)));

        assertThat(reading.objects()).isEmpty();
        assertThat(reading.texts()).contains("k8s.yaml:4: " + expected);
    }

    @Test
    void whatTheGatewayDoesItselfIsAWarning() {
        String yaml = ingress("{ingressClassName: nginx, tls: [{hosts: [a]}], defaultBackend: "
                        + BACKEND.substring("backend: ".length()) + "}")
                .replace("{name: shop}", "{name: shop, annotations: {nginx.ingress.kubernetes.io/rewrite-target: /}}");

        assertThat(ManifestReading.of(yaml).texts())
                .containsExactly(
                        "warning k8s.yaml:3: \"annotations\" of metadata has no effect: the gateway has no options of an Ingress",
                        "warning k8s.yaml:4: \"ingressClassName\" of an Ingress's spec has no effect: there is one gateway",
                        "warning k8s.yaml:4: \"tls\" of an Ingress's spec has no effect: certificates are the gateway's");
        assertThat(rules(yaml)).containsExactly("/ api:80");
    }
}
