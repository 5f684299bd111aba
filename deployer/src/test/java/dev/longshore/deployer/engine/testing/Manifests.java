package dev.longshore.deployer.engine.testing;

/** Manifests as a repository would hold them. */
public final class Manifests {
    private Manifests() {}

    /** A web server on port 8080 that answers with this text at / and is found as {@code http://<name>}. */
    public static String web(String name, String text, int replicas) {
        return deployment(name, replicas, serve(text)) + service(name);
    }

    /** A shell script that answers every request for / with a text. */
    public static String serve(String text) {
        return "mkdir -p /www && echo '" + text + "' > /www/index.html && exec httpd -f -p 8080 -h /www";
    }

    public static String deployment(String name, int replicas, String script) {
        return deployment(name, replicas, script, "", "");
    }

    /**
     * @param container lines that belong to the container, indented by 8
     * @param pod lines that belong to the pod, indented by 6
     */
    public static String deployment(String name, int replicas, String script, String container, String pod) {
        return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                spec:
                  replicas: %2$d
                  selector:
                    matchLabels:
                      app: %1$s
                  template:
                    metadata:
                      labels:
                        app: %1$s
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: %1$s
                        image: busybox:latest
                        command: ["sh", "-c"]
                        args:
                        - |
                          %3$s
                """.formatted(name, replicas, script) + container + pod;
    }

    public static String service(String name) {
        return """
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: %1$s
                spec:
                  selector:
                    app: %1$s
                  ports:
                  - port: 80
                    targetPort: 8080
                """.formatted(name);
    }

    /** A readiness probe that asks every second. */
    public static String readiness(String path) {
        return """
                        readinessProbe:
                          httpGet:
                            path: %s
                            port: 8080
                          periodSeconds: 1
                """.formatted(path);
    }

    /** {@code db}, which appends its name to a file of the claim {@code data} at every start, and serves the file. */
    public static String store(String name) {
        return deployment("db", 1, "echo " + name + " >> /data/index.html; exec httpd -f -p 8080 -h /data", """
                                volumeMounts:
                                - name: data
                                  mountPath: /data
                        """, """
                              volumes:
                              - name: data
                                persistentVolumeClaim:
                                  claimName: data
                        """)
                + service("db")
                + """
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  name: data
                spec:
                  accessModes: [ReadWriteOnce]
                  resources:
                    requests:
                      storage: 1Gi
                """;
    }
}
