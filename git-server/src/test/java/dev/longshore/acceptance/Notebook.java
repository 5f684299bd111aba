package dev.longshore.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a project whose microservices keep data: {@code db}, a page that notes what it is asked to in the claim
 * {@code data}, and {@code store}, a StatefulSet of two pods with a claim each.
 */
final class Notebook {
    static final String DB = "microservices/db/k8s.yaml";
    static final String STORE = "microservices/store/k8s.yaml";

    private Notebook() {}

    static Path write(Path directory) throws IOException {
        file(directory, "hasura.yaml", "name: notebook\nversion: v1\n");
        file(directory, "conf/routes.yaml", """
                - subdomain: db
                  paths:
                  - path: /
                    upstreamService:
                      name: db
                      namespace: default
                      path: /
                      port: 80
                """);
        file(directory, DB, db(1));
        file(directory, STORE, store());
        return directory;
    }

    /** The page's address: with a question mark and a word behind it, that is noted first. */
    static final String PAGE = "/cgi-bin/note";

    /** A version of the microservice; the page says which it is in its first line, and then what was noted. */
    static String db(int version) {
        return """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: PersistentVolumeClaim
                  metadata:
                    name: data
                    namespace: default
                  spec:
                    accessModes: [ReadWriteOnce]
                    resources:
                      requests:
                        storage: 1Gi
                - apiVersion: v1
                  kind: ConfigMap
                  metadata:
                    name: page
                    namespace: default
                  data:
                    note: |
                      #!/bin/sh
                      test -z "$QUERY_STRING" || echo "$QUERY_STRING" >>/data/notes
                      printf 'Content-Type: text/plain\\r\\n\\r\\nversion %d\\n'
                      cat /data/notes 2>/dev/null
                - apiVersion: apps/v1
                  kind: Deployment
                  metadata:
                    name: db
                    namespace: default
                  spec:
                    selector:
                      matchLabels:
                        app: db
                    template:
                      metadata:
                        labels:
                          app: db
                      spec:
                        terminationGracePeriodSeconds: 1
                        containers:
                        - name: db
                          image: busybox:latest
                          command: [httpd, -f, -p, "8080", -h, /www]
                          ports:
                          - containerPort: 8080
                          volumeMounts:
                          - name: data
                            mountPath: /data
                          - name: page
                            mountPath: /www/cgi-bin
                        volumes:
                        - name: data
                          persistentVolumeClaim:
                            claimName: data
                        - name: page
                          configMap:
                            name: page
                            defaultMode: 0755
                - apiVersion: v1
                  kind: Service
                  metadata:
                    name: db
                    namespace: default
                  spec:
                    selector:
                      app: db
                    ports:
                    - port: 80
                      targetPort: 8080
                """.formatted(version);
    }

    private static String store() {
        return """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: apps/v1
                  kind: StatefulSet
                  metadata:
                    name: store
                    namespace: default
                  spec:
                    serviceName: store
                    replicas: 2
                    selector:
                      matchLabels:
                        app: store
                    template:
                      metadata:
                        labels:
                          app: store
                      spec:
                        terminationGracePeriodSeconds: 1
                        containers:
                        - name: store
                          image: busybox:latest
                          command: [httpd, -f, -p, "8080", -h, /data]
                          volumeMounts:
                          - name: disk
                            mountPath: /data
                    volumeClaimTemplates:
                    - metadata:
                        name: disk
                      spec:
                        accessModes: [ReadWriteOnce]
                        resources:
                          requests:
                            storage: 1Gi
                - apiVersion: v1
                  kind: Service
                  metadata:
                    name: store
                    namespace: default
                  spec:
                    clusterIP: None
                    selector:
                      app: store
                    ports:
                    - port: 80
                      targetPort: 8080
                """;
    }

    private static void file(Path directory, String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
