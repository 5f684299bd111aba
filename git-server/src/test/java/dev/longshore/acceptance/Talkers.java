package dev.longshore.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a project whose microservices tell their version over HTTP and over websockets, at a route each: {@code web},
 * of two replicas; {@code chat}; {@code polite}, which closes its websockets when it is asked to end; {@code silent}, which
 * goes on until it is killed.
 */
final class Talkers {
    static final String WEB = "web";
    static final String CHAT = "chat";
    static final String POLITE = "polite";
    static final String SILENT = "silent";

    /** How long {@code silent} may go on when it was asked to end. */
    static final int GRACE_SECONDS = 4;

    private static final String FAREWELL = """

                    - name: FAREWELL
                      value: '0.5'
            """.stripTrailing();

    private Talkers() {}

    /** All of the same version. */
    static Path write(Path directory, int version) throws IOException {
        file(directory, "hasura.yaml", "name: talkers\nversion: v1\n");
        file(
                directory,
                "conf/routes.yaml",
                Objects.route(WEB, WEB)
                        + Objects.route(CHAT, CHAT)
                        + Objects.route(POLITE, POLITE)
                        + Objects.route(SILENT, SILENT));
        for (String name : new String[] {WEB, CHAT, POLITE, SILENT}) {
            file(directory, manifestFile(name), manifest(name, version));
        }
        return directory;
    }

    static String manifestFile(String microservice) {
        return "microservices/" + microservice + "/k8s.yaml";
    }

    static String manifest(String microservice, int version) {
        String pod = """
                      terminationGracePeriodSeconds: GRACE
                      containers:
                      - name: NAME
                        image: python:3.11-slim
                        command: [python3, /program/talker.py]
                        env:
                        - name: VERSION
                          value: 'VALUE'MORE
                        readinessProbe:
                          httpGet:
                            path: /
                            port: 8080
                          periodSeconds: 1
                        volumeMounts:
                        - name: program
                          mountPath: /program
                      volumes:
                      - name: program
                        configMap:
                          name: talker
                """.replace("GRACE", Integer.toString(GRACE_SECONDS))
                .replace("NAME", microservice)
                .replace("VALUE", Integer.toString(version))
                .replace("MORE", microservice.equals(POLITE) ? FAREWELL : "");
        return microservice.equals(WEB)
                ? Objects.microservice(microservice, "  replicas: 2\n", pod)
                        + Objects.configMap("talker", "talker.py", program())
                : Objects.microservice(microservice, "", pod);
    }

    private static String program() {
        try (InputStream program = Talkers.class.getResourceAsStream("talker.py")) {
            if (program == null) {
                throw new AssertionError("talker.py is no resource of the tests");
            }
            return new String(program.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void file(Path directory, String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
