package dev.longshore.acceptance;

/** What the routes and manifests of the tests' projects have in common. */
final class Objects {
    private Objects() {}

    /** The entry of {@code conf/routes.yaml} that leads a subdomain to port 80 of a Service. */
    static String route(String subdomain, String service) {
        return """
                - subdomain: %s
                  paths:
                  - path: /
                    upstreamService:
                      name: %s
                      namespace: default
                      path: /
                      port: 80
                """.formatted(subdomain, service);
    }

    /**
     * A Deployment, and the Service of its name that leads port 80 to the container's port 8080.
     *
     * @param deployment lines of its spec, indented by 2
     * @param pod lines of its pod's spec, indented by 6; its container has the same name
     */
    static String microservice(String name, String deployment, String pod) {
        return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: NAME
                spec:
                DEPLOYMENT  selector:
                    matchLabels:
                      app: NAME
                  template:
                    metadata:
                      labels:
                        app: NAME
                    spec:
                POD---
                apiVersion: v1
                kind: Service
                metadata:
                  name: NAME
                spec:
                  selector:
                    app: NAME
                  ports:
                  - port: 80
                    targetPort: 8080
                """.replace("NAME", name).replace("DEPLOYMENT", deployment).replace("POD", pod);
    }

    /** A ConfigMap with one file. */
    static String configMap(String name, String file, String content) {
        return """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s
                data:
                  %s: |
                """.formatted(name, file) + content.indent(4);
    }
}
