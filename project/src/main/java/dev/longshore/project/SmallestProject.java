package dev.longshore.project;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a repository needs at least, shown to those whose repository has nothing that can be deployed. */
final class SmallestProject {
    private static final Map<String, String> FILES = new LinkedHashMap<>();

    static {
        FILES.put("hasura.yaml", "name: hello\n");
        FILES.put("conf/routes.yaml", """
                web:
                  /: {upstreamService: {name: web}, upstreamServicePort: 80}
                """);
        FILES.put("microservices/web/k8s.yaml", """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "nginx:alpine"}]}
                """);
    }

    private SmallestProject() {}

    /** Path → content. */
    static Map<String, String> files() {
        return Map.copyOf(FILES);
    }

    /** All files, each below its path and indented. */
    static String description() {
        StringBuilder text = new StringBuilder();
        FILES.forEach(
                (path, content) -> text.append("  ").append(path).append(":\n").append(content.indent(4)));
        return text.toString().stripTrailing();
    }
}
