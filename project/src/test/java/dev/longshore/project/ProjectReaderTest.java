package dev.longshore.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.testing.InMemorySourceTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectReaderTest {
    private static final EnvironmentName SHOP =
            EnvironmentName.of("shop", "hasura").orElseThrow();

    private static final String API_K8S = """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: extensions/v1beta1
              kind: Deployment
              metadata:
                labels: {app: api, hasuraService: custom}
                name: api
                namespace: '{{ cluster.metadata.namespaces.user }}'
              spec:
                replicas: 1
                strategy: {}
                template:
                  metadata: {labels: {app: api}}
                  spec:
                    containers:
                    - name: web
                      image: hasura/hello-world:latest
                      imagePullPolicy: IfNotPresent
                      ports: [{containerPort: 8080, protocol: TCP}]
                      resources: {}
                    securityContext: {}
                    terminationGracePeriodSeconds: 0
              status: {}
            - apiVersion: v1
              kind: Service
              metadata:
                labels: {app: api}
                name: api
                namespace: '{{ cluster.metadata.namespaces.user }}'
              spec:
                ports: [{port: 80, protocol: TCP, targetPort: 8080}]
                selector: {app: api}
                type: ClusterIP
              status: {loadBalancer: {}}
            """;

    private static final String LIST_STYLE_CI = """
            registry: {{ cluster.metadata.registry|json }}
            remotes:
            - name: '{{ cluster.name }}'
              deployments:
              - name: api
                nameSpace: {{ cluster.metadata.namespaces.user }}
                containers:
                - name: web
                  dockerBuild: {contextPath: microservices/search/src, dockerfilePath: microservices/search/Dockerfile}
            """;

    private static final String MAP_STYLE_CI = """
            remotes:
              {{ cluster.name }}:
                <<: {}
                '{{ cluster.metadata.namespaces.user }}.api':
                  web:
                    path: microservices/search/src
                    dockerfile: microservices/search/Dockerfile
            """;

    private static final String LIST_STYLE_ROUTES = """
            - subdomain: search
              paths:
              - path: /
                upstreamService: {name: api, namespace: {{ cluster.metadata.namespaces.user }}, path: /, port: 80}
                enableWebsockets: true
            """;

    private static final String MAP_STYLE_ROUTES = """
            search:
              /:
                upstreamService: {name: api, namespace: {{ cluster.metadata.namespaces.user }}}
                upstreamServicePath: /
                upstreamServicePort: 80
            """;

    /** The directory, the Deployment and the container have different names. */
    private static final InMemorySourceTree PROJECT = InMemorySourceTree.EMPTY
            .with("hasura.yaml", "name: search-shop\nversion: v1\nplatformVersion: v0.15.23\n")
            .with("clusters.yaml", "clusters:\n- alias: hasura\n  data: null\nversion: v1\n")
            .with("conf/ci.yaml", LIST_STYLE_CI)
            .with("conf/routes.yaml", LIST_STYLE_ROUTES)
            .with("microservices/search/k8s.yaml", API_K8S)
            .with("microservices/search/Dockerfile", "FROM scratch\n")
            .with("microservices/search/src/main.py", "print(1)\n");

    private static List<String> problems(InMemorySourceTree tree) {
        return ProjectReader.read(tree, SHOP).problems().stream()
                .filter(problem -> !problem.message().contains("is retired and read as"))
                .map(ProjectReaderTest::text)
                .toList();
    }

    private static String text(Problem problem) {
        return (problem.isError() ? "" : "warning ")
                + problem
                + problem.hint().map(hint -> " (" + hint + ")").orElse("");
    }

    private static Project project(InMemorySourceTree tree) {
        ProjectReading reading = ProjectReader.read(tree, SHOP);
        assertThat(reading.problems().stream().filter(Problem::isError).map(ProjectReaderTest::text))
                .isEmpty();
        return reading.project().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void bothStylesOfEitherFileSayTheSame(boolean ciList, boolean routesList) {
        InMemorySourceTree tree = PROJECT.with("conf/ci.yaml", ciList ? LIST_STYLE_CI : MAP_STYLE_CI)
                .with("conf/routes.yaml", routesList ? LIST_STYLE_ROUTES : MAP_STYLE_ROUTES);

        Project project = project(tree);

        assertThat(project.name()).isEqualTo("search-shop");
        assertThat(project.microservices()).hasSize(1);
        Microservice search = project.microservices().get(0);
        assertThat(search.name()).isEqualTo("search");
        assertThat(search.objects())
                .extracting(manifest -> manifest.key().toString())
                .containsExactly("Deployment/api", "Service/api");
        assertThat(search.builds()).hasSize(1);
        ImageBuild build = search.builds().get(0);
        assertThat(build.workload()).isEqualTo(new ObjectKey(Kind.DEPLOYMENT, Namespace.USER, "api"));
        assertThat(build.container()).isEqualTo("web");
        assertThat(build.context()).hasToString("microservices/search/src");
        assertThat(build.dockerfile()).hasToString("microservices/search/Dockerfile");
        assertThat(project.routes())
                .extracting(route -> route.subdomain() + route.path() + " " + route.namespace() + " " + route.service()
                        + ":" + route.servicePort() + route.upstreamPath())
                .containsExactly("search/ default api:80/");
    }

    @Test
    void theFirstGenerationOfTheFormatIsRead() {
        InMemorySourceTree tree = PROJECT.with("hasura.yaml", "name: old\nplatformVersion: v0.13\nkeywords: \"a, b\"\n")
                .with("clusters.yaml", """
                        - name: h34-ambitious93-stg
                          alias: hasura
                          kubeContext: h34-ambitious93-stg
                          config: {configmap: controller-conf, namespace: hasura}
                          data: {greeting: hello}
                        """)
                .with(
                        "microservices/search/k8s.yaml",
                        API_K8S.replace(
                                "image: hasura/hello-world:latest",
                                "image: x\n          env: [{name: G, value: {{ cluster.data.greeting|json }}}]"));

        assertThat(project(tree).name()).isEqualTo("old");
    }

    @Test
    void anEmptyCiFileBuildsNothing() {
        for (String ci : List.of(
                "",
                "remotes:\n",
                "remotes:\n  {{ cluster.name }}:\n    <<: {}\n",
                "remotes:\n- name: shop\n  deployments:\n")) {
            assertThat(project(PROJECT.with("conf/ci.yaml", ci))
                            .microservices()
                            .get(0)
                            .builds())
                    .isEmpty();
        }
    }

    @Test
    void theDockerfileIsInTheContextUnlessSaidOtherwise() {
        InMemorySourceTree tree = PROJECT.with(
                "conf/ci.yaml", MAP_STYLE_CI.replaceAll(" *dockerfile.*\n", "").replace("search/src", "search"));

        assertThat(project(tree).microservices().get(0).builds().get(0).dockerfile())
                .hasToString("microservices/search/Dockerfile");
    }

    @Test
    void theSmallestProjectThatIsShownIsAProject() {
        ProjectReading reading = ProjectReader.read(InMemorySourceTree.of(SmallestProject.files()), SHOP);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.project().orElseThrow().routes()).hasSize(1);
    }

    @Test
    void aRepositoryThatIsNoProjectIsShownTheSmallestOne() {
        assertThat(problems(InMemorySourceTree.EMPTY.with("README.md", "hi")))
                .singleElement()
                .asString()
                .startsWith("""
                        hasura.yaml: there is no such file, so this is not a project that can be deployed. The smallest one is:
                          hasura.yaml:
                            name: hello
                          conf/routes.yaml:
                        """);
    }

    @Test
    void theVolumesOfClustersYamlBecomeClaims() {
        String volumes =
                "\n        volumes:\n        - {{ cluster.metadata.volumes.photos | json }}\n        - {{ cluster.metadata.postgres.volume|json }}";
        InMemorySourceTree tree = PROJECT.with(
                        "clusters.yaml",
                        "clusters:\n- alias: hasura\n  infra: {provider: x, volumes: [{name: photos, size: 5}]}\n")
                .with(
                        "microservices/search/k8s.yaml",
                        API_K8S.replace("\n        terminationGrace", volumes + "\n        terminationGrace"));

        assertThat(project(tree).microservices().get(0).objects())
                .extracting(manifest -> manifest.key().toString())
                .contains("PersistentVolumeClaim/photos", "PersistentVolumeClaim/postgres");
    }

    @Test
    void aVolumeThatIsNotDeclaredIsNamed() {
        InMemorySourceTree tree = PROJECT.with(
                "microservices/search/k8s.yaml",
                API_K8S.replace(
                        "\n        terminationGrace",
                        "\n        volumes:\n        - {{ cluster.metadata.volumes.photos | json }}\n        terminationGrace"));

        assertThat(problems(tree))
                .containsExactly(
                        "warning microservices/search/k8s.yaml:24: \"cluster.metadata.volumes.photos\" has no value and renders as nothing",
                        "microservices/search/k8s.yaml:24: a volume must be a mapping; found nothing");
    }

    @Test
    void aSideRepositoryIsLeftOutWithAWarning() {
        InMemorySourceTree tree = PROJECT.with("conf/ci.yaml", LIST_STYLE_CI + "- name: www\n  deployments: []\n");

        assertThat(problems(tree))
                .containsExactly(
                        "warning conf/ci.yaml:10: remote \"www\" is a repository of its own, which isn't served yet:"
                                + " what it builds is left out (this project's remote is \"shop\")");
        assertThat(project(tree).microservices().get(0).builds()).hasSize(1);
    }

    @Test
    void filesWithoutAnEngineBehindThemGiveOneWarningEach() {
        InMemorySourceTree tree = PROJECT.with("conf/auth.yaml", "{{ not even looked at")
                .with("conf/gateway.yaml", "{{ cluster.metadata.gateway|json }}")
                .with("migrations/1_init.up.sql", "select 1");

        assertThat(problems(tree))
                .containsExactly(
                        "warning conf/auth.yaml: this file has no effect: there is no auth microservice yet",
                        "warning migrations: migrations aren't applied: there is no data microservice yet");
    }

    @Test
    void aMicroserviceDirectoryNeedsManifests() {
        assertThat(problems(PROJECT.with("microservices/worker/Dockerfile", "FROM scratch")
                        .with("microservices/docs/README.md", "")
                        .with("microservices/My_App/k8s.yml", "")
                        .with("microservices/README.md", "")))
                .containsExactly(
                        "microservices/My_App: the name of a microservice's directory must be 1 to 63 of a-z, 0-9 and '-', starting and ending with a letter or a digit",
                        "microservices/My_App/k8s.yaml: there is no such file; rename k8s.yml to it",
                        "warning microservices/docs/k8s.yaml: there is no such file, so this directory deploys nothing",
                        "microservices/worker/k8s.yaml: there is no such file: an image could be built, but nothing says how it is to be run");
    }

    @Test
    void whatCannotBeReadAsTextIsNamed() {
        byte[] latin1 = "name: h\u00fc".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(problems(PROJECT.with("hasura.yaml", SourceEntry.Kind.FILE, latin1)))
                .containsExactly("hasura.yaml: this is not UTF-8 text");
        assertThat(problems(PROJECT.withSymlink("microservices/search/k8s.yaml", "/etc/passwd")))
                .contains("microservices/search/k8s.yaml: this must be a file; found a symbolic link");
        assertThat(problems(PROJECT.with("conf/ci.yaml", "#".repeat(1100 * 1024))))
                .containsExactly("conf/ci.yaml: this is larger than 1 MB, the most that is read");
    }

    @Test
    void whatRefersToAnUnreadableObjectIsNoMistakeOfItsOwn() {
        assertThat(problems(PROJECT.with("microservices/search/k8s.yaml", API_K8S.replace("items:", "items: ["))))
                .hasSize(1)
                .allMatch(problem -> problem.startsWith("microservices/search/k8s.yaml:"));
    }

    @Test
    void twoObjectsOfTheSameNameAreNamedWithBothPlaces() {
        assertThat(
                        problems(
                                PROJECT.with(
                                        "microservices/other/k8s.yaml",
                                        "{apiVersion: v1, kind: Service, metadata: {name: api}, spec: {selector: {app: api}, ports: [{port: 1}]}}")))
                .containsExactly(
                        "microservices/search/k8s.yaml:25: Service/api is written twice; the first is at microservices/other/k8s.yaml:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    name: api | name: apii | conf/ci.yaml:5: no k8s.yaml has a workload "apii" in namespace "default" (did you mean "api"?)
                    name: web | name: wbe | conf/ci.yaml:8: Deployment/api has no container "wbe" (did you mean "web"?)
                    search/src | search/scr | conf/ci.yaml:9: there is no directory "microservices/search/scr" to build from
                    search/Dockerfile | search/Dockerfil | conf/ci.yaml:9: there is no Dockerfile at "microservices/search/Dockerfil"
                    search/src | ../../etc | conf/ci.yaml:9: "contextPath" must be a path from the root of the repository, without ".."; found "microservices/../../etc"
                    nameSpace: {{ cluster.metadata.namespaces.user }} | nameSpace: prod | conf/ci.yaml:6: deployment "api" is in namespace "prod"; this project owns "default" and "hasura"
                    dockerBuild | dockerbuild | conf/ci.yaml:8: a container of ci.yaml needs "dockerBuild"
                    remotes: | remote: | conf/ci.yaml:2: unknown field "remote" of ci.yaml (did you mean "remotes"?)
                    """)
    void aMistakeInCiYamlIsAnErrorAtItsLine(String right, String wrong, String expected) {
        String ci = LIST_STYLE_CI.replace(right, wrong);

        assertThat(problems(PROJECT.with("conf/ci.yaml", ci))).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "mapping"})
    void aBuildMayShareDirectoriesOfALargerContext(String style) {
        String ci = style.equals("list")
                ? LIST_STYLE_CI.replace(
                        "contextPath: microservices/search/src,",
                        "contextPath: ., sharedPaths: [libs/common, ./pom.xml],")
                : MAP_STYLE_CI.replace(
                        "path: microservices/search/src\n", "path: .\n        shared: [libs/common, ./pom.xml]\n");
        InMemorySourceTree tree =
                PROJECT.with("conf/ci.yaml", ci).with("libs/common/a.py", "").with("pom.xml", "");

        ImageBuild build = project(tree).microservices().stream()
                .flatMap(microservice -> microservice.builds().stream())
                .findFirst()
                .orElseThrow();

        assertThat(build.shared()).containsExactly(new SourcePath("libs/common"), new SourcePath("pom.xml"));
        assertThat(build.visible())
                .containsExactly(
                        new SourcePath("libs/common"),
                        new SourcePath("pom.xml"),
                        new SourcePath("microservices/search"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    libs/comon | conf/ci.yaml:9: there is no "libs/comon" to share (did you mean "libs/common"?)
                    ../other | conf/ci.yaml:9: "sharedPaths" must be a path from the root of the repository, without ".."; found "../other"
                    . | conf/ci.yaml:9: "." must lie below the directory that is built from, which is ".": a Dockerfile can't reach what is outside; build from a directory that holds both
                    """)
    void aSharedDirectoryThatIsNotThereIsAnErrorAtItsLine(String written, String expected) {
        String ci = LIST_STYLE_CI.replace(
                "contextPath: microservices/search/src,", "contextPath: ., sharedPaths: [" + written + "],");

        assertThat(problems(PROJECT.with("conf/ci.yaml", ci).with("libs/common/a.py", "")))
                .contains(expected);
    }

    @Test
    void aContainerIsBuiltOnce() {
        assertThat(problems(PROJECT.with(
                        "conf/ci.yaml", LIST_STYLE_CI + LIST_STYLE_CI.substring(LIST_STYLE_CI.indexOf("- name")))))
                .containsExactly(
                        "conf/ci.yaml:15: container \"web\" of Deployment/api is built twice; the first time at conf/ci.yaml:8");
    }

    @Test
    void aContainerThatIsNotBuiltNeedsAnImage() {
        InMemorySourceTree tree =
                PROJECT.with("microservices/search/k8s.yaml", API_K8S.replaceAll(" *image: .*\n", ""));

        assertThat(problems(tree)).isEmpty();
        assertThat(problems(tree.without("conf/ci.yaml")))
                .containsExactly(
                        "microservices/search/k8s.yaml:17: container \"web\" has no \"image\", and conf/ci.yaml doesn't build one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    name: api, | name: apii, | conf/routes.yaml:4: route "search" points to service "apii" in namespace "default", which isn't in this project (did you mean "api"?)
                    port: 80 | port: 81 | conf/routes.yaml:4: route "search" points to port 81 of service "api", which has 80
                    namespace: {{ cluster.metadata.namespaces.user }} | namespace: prod | conf/routes.yaml:4: route "search" points to service "api" in namespace "prod"; this project owns "default" and "hasura"
                    enableWebsockets | enableWebsocket | conf/routes.yaml:5: unknown field "enableWebsocket" of route "search" (did you mean "enableWebsockets"?)
                    enableWebsockets: true | authorizationPolicy: {restrictToRoles: ["admin"]} | conf/routes.yaml:5: "restrictToRoles" of an authorizationPolicy isn't supported yet, and without it everybody could use the service; remove the route until it is
                    enableWebsockets: true | corsPolicy: allow_all | warning conf/routes.yaml:5: "corsPolicy" of route "search" has no effect yet: the service answers CORS requests itself
                    enableWebsockets: true | enableAuth: true | warning conf/routes.yaml:5: "enableAuth" of route "search" has no effect yet: there are no sessions, every request is anonymous
                    enableWebsockets: true | locationDirectives: client_max_body_size 1M; | warning conf/routes.yaml:5: "locationDirectives" of route "search" has no effect: the gateway isn't nginx
                    subdomain: search | subdomain: a.b | conf/routes.yaml:1: a subdomain must be "@" or 1 to 63 of a-z, 0-9 and '-', starting and ending with a letter or a digit; found "a.b"
                    path: / | path: ../x | conf/routes.yaml:3: a path must start with '/' and be that of a URL, without ".."; found "../x"
                    """)
    void aMistakeInRoutesYamlIsAnErrorAtItsLine(String right, String wrong, String expected) {
        String routes = LIST_STYLE_ROUTES.replaceFirst(java.util.regex.Pattern.quote(right), wrong);

        assertThat(problems(PROJECT.with("conf/routes.yaml", routes))).contains(expected);
    }

    @Test
    void twoRoutesOfTheSameHostAndPathAreNamedWithBothPlaces() {
        assertThat(problems(PROJECT.with("conf/routes.yaml", LIST_STYLE_ROUTES + LIST_STYLE_ROUTES)))
                .containsExactly(
                        "conf/routes.yaml:8: route \"search\" has the path / twice; the first is at conf/routes.yaml:3");
    }

    @Test
    void routesToThePlatformsOwnMicroservicesAreLeftOut() {
        InMemorySourceTree tree = PROJECT.with(
                "conf/routes.yaml",
                MAP_STYLE_ROUTES
                        + "data:\n  /: {upstreamService: {name: data, namespace: hasura}, upstreamServicePort: 80}\n");

        assertThat(problems(tree))
                .containsExactly(
                        "warning conf/routes.yaml:7: route \"data\" is left out: there is no data microservice of the platform yet");
        assertThat(project(tree).routes()).hasSize(1);
    }

    @Test
    void theDomainItselfIsWrittenAsAt() {
        InMemorySourceTree tree =
                PROJECT.with("conf/routes.yaml", LIST_STYLE_ROUTES.replace("subdomain: search", "subdomain: \"@\""));

        assertThat(project(tree).routes().get(0).subdomain()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    selector: {app: api} | selector: {app: apis} | microservices/search/k8s.yaml:33: Service "api" selects app=apis, but no workload has that label (did you mean "api"?)
                    targetPort: 8080 | targetPort: http | microservices/search/k8s.yaml:32: port 80 of Service "api" goes to the port "http", which no container of Deployment/api has
                    resources: {} | env: [{name: A, valueFrom: {configMapKeyRef: {name: conf, key: k}}}] | microservices/search/k8s.yaml:21: variable "A" needs ConfigMap "conf", which isn't in this project
                    resources: {} | env: [{name: A, valueFrom: {secretKeyRef: {name: hasura-secrets, key: k}}}] | microservices/search/k8s.yaml:21: variable "A" needs Secret "hasura-secrets", but there is no such Secret: secrets kept by the server aren't supported yet. Put a Secret of another name into a k8s.yaml
                    resources: {} | envFrom: [{secretRef: {name: conf}}] | microservices/search/k8s.yaml:21: "envFrom" of container "web" needs Secret "conf", which isn't in this project
                    securityContext: {} | volumes: [{name: a, persistentVolumeClaim: {claimName: data}}] | microservices/search/k8s.yaml:22: volume "a" needs PersistentVolumeClaim "data", which isn't in this project
                    """)
    void aReferenceToNothingIsAnErrorAtItsLine(String right, String wrong, String expected) {
        assertThat(problems(PROJECT.with("microservices/search/k8s.yaml", API_K8S.replace(right, wrong))))
                .containsExactly(expected);
    }

    @Test
    void aReferenceToAKeyThatIsNotThereIsAnError() {
        String k8s = API_K8S.replace(
                        "resources: {}", "env: [{name: A, valueFrom: {configMapKeyRef: {name: conf, key: colour}}}]")
                + "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: conf}, data: {color: red}}\n";

        assertThat(problems(PROJECT.with("microservices/search/k8s.yaml", k8s)))
                .containsExactly(
                        "microservices/search/k8s.yaml:21: variable \"A\" needs the key \"colour\", which ConfigMap \"conf\" doesn't have (did you mean \"color\"?)");
    }

    @Test
    void optionalReferencesMayLeadNowhere() {
        String k8s = API_K8S.replace(
                "resources: {}",
                "env: [{name: A, valueFrom: {secretKeyRef: {name: hasura-secrets, key: k, optional: true}}}]");

        assertThat(problems(PROJECT.with("microservices/search/k8s.yaml", k8s))).isEmpty();
    }

    @Test
    void anUnreadableManifestDoesNotMakeOthersLookWrong() {
        String k8s = API_K8S.replace("replicas: 1", "replcias: 1");

        assertThat(problems(PROJECT.with("microservices/search/k8s.yaml", k8s)))
                .containsExactly(
                        "microservices/search/k8s.yaml:11: unknown field \"replcias\" of a Deployment's spec (did you mean \"replicas\"?)");
    }

    @Test
    void aBrokenTemplateIsAnErrorAtItsLine() {
        assertThat(problems(PROJECT.with("conf/ci.yaml", "remotes:\n{% for x in y %}\n")))
                .containsExactly("conf/ci.yaml:2: unknown tag \"for\"; there are if, elif, else and endif");
    }

    @Test
    void templatesKnowTheEnvironmentThatTheyAreRenderedFor() {
        InMemorySourceTree tree = PROJECT.with("conf/routes.yaml", """
                {% if cluster.alias == "prod" %}www{% else %}{{ cluster.name }}-test{% endif %}:
                  /: {upstreamService: {name: api}, upstreamServicePort: 80}
                """);
        EnvironmentName production = EnvironmentName.of("shop", "prod").orElseThrow();

        assertThat(project(tree).routes().get(0).subdomain()).isEqualTo("shop-test");
        assertThat(ProjectReader.read(tree, production)
                        .project()
                        .orElseThrow()
                        .routes()
                        .get(0)
                        .subdomain())
                .isEqualTo("www");
    }

    private static final String INGRESS = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: shop}
            spec: {rules: [{host: www.example.com, http: {paths: [{path: /v1, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}]}}]}
            """;

    private static InMemorySourceTree withObjects(String objects) {
        return PROJECT.with("microservices/search/k8s.yaml", API_K8S + objects);
    }

    @Test
    void theRoutesOfAnIngressAreServedBesideThoseOfRoutesYaml() {
        assertThat(project(withObjects(INGRESS)).routes())
                .extracting(route -> route.subdomain() + route.path() + " " + route.namespace() + " " + route.service()
                        + ":" + route.servicePort() + route.upstreamPath())
                .containsExactly("search/ default api:80/", "www/v1 default api:80/v1");
    }

    @Test
    void anIngressMayNameThePortOfItsService() {
        String named = API_K8S.replace("ports: [{port: 80,", "ports: [{name: http, port: 80,")
                + INGRESS.replace("number: 80", "name: http");

        assertThat(project(PROJECT.with("microservices/search/k8s.yaml", named))
                        .routes()
                        .get(1)
                        .servicePort())
                .isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    host: www.example.com | host: search.example.com | path: /v1 | path: / | route "search" has the path / twice; the first is at conf/routes.yaml:4
                    name: api | name: apii | path: /v1 | path: /v1 | Ingress "shop" leads to service "apii", which isn't in this project (did you mean "api"?)
                    number: 80 | number: 81 | path: /v1 | path: /v1 | Ingress "shop" leads to port 81 of service "api", which has 80
                    number: 80 | name: http | path: /v1 | path: /v1 | Ingress "shop" leads to port http of service "api", which has no such port
                    """)
    void anIngressThatCannotBeServedIsAnErrorAtItsLine(
            String right, String wrong, String path, String otherPath, String expected) {
        String ingress = INGRESS.replace(right, wrong).replace(path, otherPath);

        assertThat(problems(withObjects(ingress))).containsExactly("microservices/search/k8s.yaml:40: " + expected);
    }

    private static final String JOB = """
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate}
            spec: {template: {spec: {restartPolicy: Never, initContainers: [{name: wait}], containers: [{name: migrate, image: x}]}}}
            """;

    @Test
    void objectsWithPodsHaveDifferentNamesWhateverTheirKinds() {
        assertThat(problems(withObjects(
                        JOB.replace("name: migrate}\n", "name: api}\n").replace("{name: wait}", ""))))
                .containsExactly(
                        "microservices/search/k8s.yaml:37: Job/api has the name of Deployment/api at microservices/search/k8s.yaml:4,"
                                + " so their pods couldn't be told apart; rename one");
        assertThat(problems(withObjects(JOB.replace("{name: migrate}\n", "{name: api, namespace: hasura}\n")
                        .replace("{name: wait}", ""))))
                .isEmpty();
    }

    @Test
    void imagesAreBuiltForPodsOfEveryKindAndForInitContainers() {
        InMemorySourceTree tree = withObjects(JOB)
                .with(
                        "conf/ci.yaml",
                        MAP_STYLE_CI
                                .replace("namespaces.user }}.api'", "namespaces.user }}.migrate'")
                                .replace("web:", "wait:"));

        List<ImageBuild> builds = project(tree).microservices().get(0).builds();

        assertThat(builds)
                .extracting(build -> build.workload() + " " + build.container())
                .containsExactly("Job/migrate wait");
        assertThat(problems(withObjects(JOB)
                        .with(
                                "conf/ci.yaml",
                                MAP_STYLE_CI
                                        .replace("namespaces.user }}.api'", "namespaces.user }}.migrate'")
                                        .replace("web:", "wiat:"))))
                .contains("conf/ci.yaml:5: Job/migrate has no container \"wiat\" (did you mean \"wait\"?)");
        assertThat(problems(withObjects(JOB)))
                .containsExactly(
                        "microservices/search/k8s.yaml:40: container \"wait\" has no \"image\", and conf/ci.yaml doesn't build one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    initContainers: [{name: a, image: b, env: [{name: A, valueFrom: {configMapKeyRef: {name: conf, key: k}}}]}] | 22: variable "A" needs ConfigMap "conf", which isn't in this project
                    volumes: [{name: a, projected: {sources: [{secret: {name: conf}}]}}] | 22: volume "a" needs Secret "conf", which isn't in this project
                    imagePullSecrets: [{name: registry}] | 22: "imagePullSecrets" of Deployment/api needs Secret "registry", which isn't in this project
                    """)
    void whatAnyPartOfAPodRefersToMustBeThere(String field, String expected) {
        assertThat(problems(
                        PROJECT.with("microservices/search/k8s.yaml", API_K8S.replace("securityContext: {}", field))))
                .containsExactly("microservices/search/k8s.yaml:" + expected);
    }

    @Test
    void aPullSecretNeedsCredentials() {
        String k8s = API_K8S.replace("securityContext: {}", "imagePullSecrets: [{name: registry}]")
                + "---\n{apiVersion: v1, kind: Secret, metadata: {name: registry}, stringData: {password: x}}\n";

        assertThat(problems(PROJECT.with("microservices/search/k8s.yaml", k8s)))
                .containsExactly(
                        "microservices/search/k8s.yaml:22: \"imagePullSecrets\" of Deployment/api needs the key \".dockerconfigjson\", which Secret \"registry\" doesn't have");
    }

    @Test
    void aPullSecretThatCantBeReadIsAnErrorWithoutItsValue() {
        String k8s = API_K8S.replace("securityContext: {}", "imagePullSecrets: [{name: registry}]")
                + "---\n{apiVersion: v1, kind: Secret, metadata: {name: registry},\n"
                + "stringData: {.dockerconfigjson: 'hunter2'}}\n";

        assertThat(problems(PROJECT.with("microservices/search/k8s.yaml", k8s)))
                .containsExactly("microservices/search/k8s.yaml:38: \".dockerconfigjson\" of Secret/registry"
                        + " isn't JSON (line 1, column 1 of it)");
    }

    @Test
    void podsOfAStatefulSetHaveNamesOnlyUnderAHeadlessService() {
        String set = """
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec:
                  serviceName: %s
                  selector: {matchLabels: {app: db}}
                  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: x}]}}
                """;
        String place =
                "warning microservices/search/k8s.yaml:37: the pods of StatefulSet/db have no names of their own: ";

        assertThat(problems(withObjects(set.formatted("db"))))
                .containsExactly(place + "Service \"db\" isn't in this project");
        assertThat(problems(withObjects(set.formatted("api"))))
                .containsExactly(place + "Service \"api\" isn't headless (clusterIP: None)");
    }

    @Test
    void aPortOfTheMachineIsForOneService() {
        String services = """
                ---
                {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: NodePort, selector: {app: api}, ports: [{port: 80, nodePort: 30080}]}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: b}, spec: {type: NodePort, selector: {app: api}, ports: [{port: 80, nodePort: 30080}]}}
                """;

        assertThat(problems(withObjects(services)))
                .containsExactly(
                        "microservices/search/k8s.yaml:39: the nodePort 30080 is asked for by Service \"a\" as well, at microservices/search/k8s.yaml:37");
    }
}
