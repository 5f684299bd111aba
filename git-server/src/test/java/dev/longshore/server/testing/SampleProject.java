package dev.longshore.server.testing;

/** A project of one microservice, {@code api}, that is built, and a ready-made one, {@code cache}. */
public final class SampleProject {
    private SampleProject() {}

    /** Writes the project; {@code version} is part of what is built. */
    public static GitClient write(GitClient git, String version) {
        return git.write("hasura.yaml", "name: shop\nversion: v1\n")
                .write("conf/ci.yaml", CI)
                .write("conf/routes.yaml", ROUTES)
                .write("microservices/api/Dockerfile", "FROM busybox\nCOPY version /version\n")
                .write("microservices/api/version", version)
                .write("microservices/api/k8s.yaml", API)
                .write("microservices/cache/k8s.yaml", CACHE);
    }

    public static final String CI = """
            remotes:
            - name: '{{ cluster.name }}'
              deployments:
              - name: api
                namespace: {{ cluster.metadata.namespaces.user }}
                containers:
                - name: api
                  dockerBuild:
                    contextPath: microservices/api
                    dockerfilePath: microservices/api/Dockerfile
            """;

    private static final String ROUTES = """
            - subdomain: api
              paths:
              - path: /
                upstreamService:
                  name: api
                  namespace: {{ cluster.metadata.namespaces.user }}
                  path: /
                  port: 80
            """;

    public static final String API = """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: api
                namespace: '{{ cluster.metadata.namespaces.user }}'
                labels:
                  app: api
              spec:
                replicas: 1
                selector:
                  matchLabels:
                    app: api
                template:
                  metadata:
                    labels:
                      app: api
                  spec:
                    containers:
                    - name: api
                      image: hasura/hello-world:latest
                      ports:
                      - containerPort: 8080
            - apiVersion: v1
              kind: Service
              metadata:
                name: api
                namespace: '{{ cluster.metadata.namespaces.user }}'
              spec:
                selector:
                  app: api
                ports:
                - port: 80
                  targetPort: 8080
            """;

    private static final String CACHE = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: cache
              namespace: '{{ cluster.metadata.namespaces.user }}'
            spec:
              replicas: 1
              selector:
                matchLabels:
                  app: cache
              template:
                metadata:
                  labels:
                    app: cache
                spec:
                  containers:
                  - name: cache
                    image: redis:alpine
            """;
}
