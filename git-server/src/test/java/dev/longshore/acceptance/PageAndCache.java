package dev.longshore.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a project of two ready-made microservices: {@code web}, which serves a page, and {@code cache}, a Redis in
 * the namespace {@code hasura} that keeps its data in the claim {@code cache-data}.
 */
final class PageAndCache {
    private PageAndCache() {}

    static Path write(Path directory) throws IOException {
        file(directory, "hasura.yaml", "name: page\nversion: v1\n");
        file(directory, "conf/routes.yaml", Objects.route("web", "web"));
        file(directory, "microservices/web/k8s.yaml", WEB);
        file(directory, "microservices/cache/k8s.yaml", CACHE);
        return directory;
    }

    private static final String WEB = """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: web
                namespace: default
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
                      image: busybox:latest
                      command: [sh, -c, "mkdir -p /www; echo hello >/www/index.html; httpd -f -p 8080 -h /www"]
                      ports:
                      - containerPort: 8080
            - apiVersion: v1
              kind: Service
              metadata:
                name: web
                namespace: default
              spec:
                selector:
                  app: web
                ports:
                - port: 80
                  targetPort: 8080
            """;

    private static final String CACHE = """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: PersistentVolumeClaim
              metadata:
                name: cache-data
                namespace: hasura
              spec:
                accessModes: [ReadWriteOnce]
                resources:
                  requests:
                    storage: 1Gi
            - apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: cache
                namespace: hasura
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
                    terminationGracePeriodSeconds: 1
                    containers:
                    - name: cache
                      image: redis:7-alpine
                      ports:
                      - containerPort: 6379
                      volumeMounts:
                      - name: data
                        mountPath: /data
                    volumes:
                    - name: data
                      persistentVolumeClaim:
                        claimName: cache-data
            - apiVersion: v1
              kind: Service
              metadata:
                name: cache
                namespace: hasura
              spec:
                selector:
                  app: cache
                ports:
                - port: 6380
                  targetPort: 6379
            """;

    private static void file(Path directory, String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
