package dev.longshore.acceptance;

import dev.longshore.server.testing.GitClient;

/**
 * A project of ready-made images: {@code web} serves a file of a ConfigMap, {@code db} what it writes to its claim at every
 * start.
 */
final class Town {
    private static final String ROUTE = """
            - subdomain: %1$s
              paths:
              - path: /
                upstreamService:
                  name: %1$s
                  namespace: '{{ cluster.metadata.namespaces.user }}'
                  path: /
                  port: 80
            """;

    private static final String MICROSERVICE = """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: %1$s
                namespace: '{{ cluster.metadata.namespaces.user }}'
              spec:
                selector:
                  matchLabels:
                    app: %1$s
                template:
                  metadata:
                    labels:
                      app: %1$s
                  spec:
                    terminationGracePeriodSeconds: 2
                    containers:
                    - name: %1$s
                      image: busybox:latest
                      command: ["sh", "-c", %2$s]
                      volumeMounts:
                      - name: volume
                        mountPath: /volume
                    volumes:
                    - name: volume
                      %3$s
            - apiVersion: v1
              kind: Service
              metadata:
                name: %1$s
                namespace: '{{ cluster.metadata.namespaces.user }}'
              spec:
                selector:
                  app: %1$s
                ports:
                - port: 80
                  targetPort: 8080
            """;

    private static final String CONFIG = """
            - apiVersion: v1
              kind: ConfigMap
              metadata:
                name: page
                namespace: '{{ cluster.metadata.namespaces.user }}'
              data:
                index.html: from a file
            """;

    private static final String CLAIM = """
            - apiVersion: v1
              kind: PersistentVolumeClaim
              metadata:
                name: data
                namespace: '{{ cluster.metadata.namespaces.user }}'
              spec:
                accessModes: [ReadWriteOnce]
                resources:
                  requests:
                    storage: 1Gi
            """;

    private Town() {}

    static void write(GitClient git) {
        git.write("hasura.yaml", "name: town\nversion: v1\n");
        git.write("conf/routes.yaml", ROUTE.formatted("web") + ROUTE.formatted("db"));
        git.write(
                "microservices/web/k8s.yaml",
                MICROSERVICE.formatted("web", quoted("exec httpd -f -p 8080 -h /volume"), "configMap: {name: page}")
                        + CONFIG);
        git.write(
                "microservices/db/k8s.yaml",
                MICROSERVICE.formatted(
                                "db",
                                quoted("echo started >> /volume/index.html; exec httpd -f -p 8080 -h /volume"),
                                "persistentVolumeClaim: {claimName: data}")
                        + CLAIM);
    }

    private static String quoted(String script) {
        return "\"" + script + "\"";
    }
}
