package dev.longshore.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a project whose one microservice, {@code web}, is built fast and serves one page. */
final class OnePage {
    static final String DOCKERFILE = "microservices/web/Dockerfile";
    static final String MANIFEST = "microservices/web/k8s.yaml";
    static final String PAGE = "microservices/web/index.html";

    private OnePage() {}

    static Path write(Path directory, String page) throws IOException {
        file(directory, "hasura.yaml", "name: page\nversion: v1\n");
        file(directory, "conf/ci.yaml", """
                remotes:
                - name: '{{ cluster.name }}'
                  deployments:
                  - name: web
                    namespace: {{ cluster.metadata.namespaces.user }}
                    containers:
                    - name: web
                      dockerBuild:
                        contextPath: microservices/web
                        dockerfilePath: microservices/web/Dockerfile
                """);
        file(directory, "conf/routes.yaml", """
                - subdomain: web
                  paths:
                  - path: /
                    upstreamService:
                      name: web
                      namespace: {{ cluster.metadata.namespaces.user }}
                      path: /
                      port: 80
                """);
        file(directory, DOCKERFILE, """
                FROM busybox:latest
                COPY index.html /www/index.html
                RUN echo prepared
                CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]
                """);
        file(directory, PAGE, page + "\n");
        file(directory, MANIFEST, """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: apps/v1
                  kind: Deployment
                  metadata:
                    name: web
                    namespace: '{{ cluster.metadata.namespaces.user }}'
                  spec:
                    replicas: 1
                    selector:
                      matchLabels:
                        app: web
                    template:
                      metadata:
                        labels:
                          app: web
                      spec:
                        terminationGracePeriodSeconds: 1
                        containers:
                        - name: web
                          image: hasura/hello-world:latest
                          ports:
                          - containerPort: 8080
                - apiVersion: v1
                  kind: Service
                  metadata:
                    name: web
                    namespace: '{{ cluster.metadata.namespaces.user }}'
                  spec:
                    selector:
                      app: web
                    ports:
                    - port: 80
                      targetPort: 8080
                """);
        return directory;
    }

    private static void file(Path directory, String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
