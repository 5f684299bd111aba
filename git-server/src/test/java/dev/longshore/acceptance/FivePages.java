package dev.longshore.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A project of five microservices that serve a page each. The page has the version, from a variable, and the motto, from a
 * ConfigMap that all five mount, so that any mixture of two releases shows.
 */
final class FivePages {
    static final List<String> NAMES = List.of("api", "cart", "mail", "search", "web");

    /** What is wrong with a microservice of a release that must fail. */
    enum Fault {
        NONE,
        /** Its probe asks for a page that it hasn't. */
        NEVER_READY,
        /** Its command isn't in its image. */
        NO_START,
        /** It ends two seconds after it was started, while others are still on their way, and for good. */
        SHORT_LIFE
    }

    private static final String PAGE = "mkdir -p /www; echo NAME $VERSION $(cat /motto/text) > /www/index.html; ";
    private static final String SERVE = "exec httpd -f -p 8080 -h /www";
    private static final String SERVE_SHORTLY =
            "[ ! -e /tmp/over ] || exit 1; touch /tmp/over; httpd -p 8080 -h /www; sleep 2; echo out of luck; exit 1";

    private FivePages() {}

    /** What the page of a microservice says. */
    static String page(String name, int version) {
        return name + " " + version + " motto " + version + "\n";
    }

    /** The subdomain that only this version has. */
    static String subdomain(int version) {
        return "v" + version;
    }

    /** A directory for {@link Installation#workstation}, to be filled with a version. */
    static Path begin(Path directory) throws IOException {
        Files.writeString(directory.resolve("hasura.yaml"), "name: five\nversion: v1\n");
        return directory;
    }

    /** Writes a version, in which one microservice may have a fault. */
    static void write(Workstation developer, int version, String faulty, Fault fault) {
        StringBuilder routes = new StringBuilder(Objects.route(subdomain(version), "web"));
        NAMES.forEach(name -> routes.append(Objects.route(name, name)));
        developer.add("conf/routes.yaml", routes.toString());
        for (String name : NAMES) {
            boolean slow = fault == Fault.SHORT_LIFE && !name.equals(faulty);
            developer.add(
                    "microservices/" + name + "/k8s.yaml",
                    microservice(name, version, name.equals(faulty) ? fault : Fault.NONE, slow)
                            + (name.equals("api") ? Objects.configMap("motto", "text", "motto " + version) : ""));
        }
    }

    private static String microservice(String name, int version, Fault fault, boolean slow) {
        String script = (slow ? "sleep 4; " : "") + PAGE + (fault == Fault.SHORT_LIFE ? SERVE_SHORTLY : SERVE);
        return Objects.microservice(
                name, fault == Fault.NEVER_READY ? "  progressDeadlineSeconds: 3\n" : "", """
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: NAME
                        image: busybox:latest
                        command: COMMAND
                        env:
                        - name: VERSION
                          value: 'VALUE'
                        readinessProbe:
                          httpGet:
                            path: PATH
                            port: 8080
                          periodSeconds: 1
                        volumeMounts:
                        - name: motto
                          mountPath: /motto
                      volumes:
                      - name: motto
                        configMap:
                          name: motto
                """.replace(
                                "COMMAND", fault == Fault.NO_START ? "[no-such-program]" : "[sh, -c, '" + script + "']")
                        .replace("NAME", name)
                        .replace("VALUE", Integer.toString(version))
                        .replace("PATH", fault == Fault.NEVER_READY ? "/nowhere" : "/"));
    }
}
