package dev.longshore.acceptance;

import dev.longshore.server.testing.GitClient;

/**
 * A project of two microservices that serve a page each: {@code page} from an image that is built, {@code note} from a
 * variable of a ready-made image. Both say the version, so that a mixture of two releases shows.
 */
final class TwoPages {
    private static final int INDENT_OF_CONTAINER = 10;

    private TwoPages() {}

    static void write(GitClient git, int version) {
        git.write("hasura.yaml", "name: pages\nversion: v1\n")
                .write("conf/ci.yaml", CI)
                .write("conf/routes.yaml", Objects.route("page", "page") + Objects.route("note", "note"))
                .write("microservices/page/Dockerfile", DOCKERFILE)
                .write("microservices/page/index.html", text(version) + "\n")
                .write("microservices/page/k8s.yaml", microservice("page", "hasura/hello-world:latest", ""))
                .write("microservices/note/k8s.yaml", microservice("note", "busybox:latest", NOTE + text(version)));
    }

    /** What both pages say. */
    static String text(int version) {
        return "version " + version;
    }

    private static final String CI = """
            remotes:
            - name: '{{ cluster.name }}'
              deployments:
              - name: page
                namespace: default
                containers:
                - name: page
                  dockerBuild:
                    contextPath: microservices/page
                    dockerfilePath: microservices/page/Dockerfile
            """;

    private static final String DOCKERFILE = """
            FROM busybox:latest
            COPY index.html /srv/index.html
            CMD ["httpd", "-f", "-p", "8080", "-h", "/srv"]
            """;

    private static final String NOTE = """

              command: [sh, -c, 'mkdir /srv; echo $TEXT > /srv/index.html; exec httpd -f -p 8080 -h /srv']
              env:
              - name: TEXT
                value:\s""".indent(INDENT_OF_CONTAINER).stripTrailing() + " ";

    /** An httpd that is the first process of its container heeds no SIGTERM, so it isn't given time to. */
    private static String microservice(String name, String image, String more) {
        return """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: apps/v1
                  kind: Deployment
                  metadata:
                    name: NAME
                    namespace: default
                  spec:
                    replicas: 1
                    selector:
                      matchLabels:
                        app: NAME
                    template:
                      metadata:
                        labels:
                          app: NAME
                      spec:
                        terminationGracePeriodSeconds: 0
                        containers:
                        - name: NAME
                          image: IMAGE
                          ports:
                          - containerPort: 8080
                          readinessProbe:
                            httpGet:
                              path: /
                              port: 8080
                            periodSeconds: 1MORE
                - apiVersion: v1
                  kind: Service
                  metadata:
                    name: NAME
                    namespace: default
                  spec:
                    selector:
                      app: NAME
                    ports:
                    - port: 80
                      targetPort: 8080
                """.replace("NAME", name).replace("IMAGE", image).replace("MORE", more);
    }
}
