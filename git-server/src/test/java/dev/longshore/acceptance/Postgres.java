package dev.longshore.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a project that has a PostgreSQL in the namespace {@code hasura}, as the platform's projects have. */
final class Postgres {
    private Postgres() {}

    static Path write(Path directory) throws IOException {
        Files.writeString(directory.resolve("hasura.yaml"), "name: postgres\nversion: v1\n");
        Path manifest = directory.resolve("microservices/postgres/k8s.yaml");
        Files.createDirectories(manifest.getParent());
        Files.writeString(manifest, """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: PersistentVolumeClaim
                  metadata:
                    name: postgres
                    namespace: hasura
                  spec:
                    accessModes: [ReadWriteOnce]
                    resources:
                      requests:
                        storage: 1Gi
                - apiVersion: apps/v1
                  kind: Deployment
                  metadata:
                    name: postgres
                    namespace: hasura
                  spec:
                    selector:
                      matchLabels:
                        app: postgres
                    template:
                      metadata:
                        labels:
                          app: postgres
                      spec:
                        containers:
                        - name: postgres
                          image: postgres:15-alpine
                          env:
                          - name: POSTGRES_USER
                            value: admin
                          - name: POSTGRES_PASSWORD
                            value: secret
                          - name: POSTGRES_DB
                            value: hasuradb
                          ports:
                          - containerPort: 5432
                          readinessProbe:
                            tcpSocket:
                              port: 5432
                            periodSeconds: 1
                          volumeMounts:
                          - name: data
                            mountPath: /var/lib/postgresql/data
                        volumes:
                        - name: data
                          persistentVolumeClaim:
                            claimName: postgres
                - apiVersion: v1
                  kind: Service
                  metadata:
                    name: postgres
                    namespace: hasura
                  spec:
                    selector:
                      app: postgres
                    ports:
                    - port: 5432
                """);
        return directory;
    }
}
