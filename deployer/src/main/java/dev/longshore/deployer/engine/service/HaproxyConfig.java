package dev.longshore.deployer.engine.service;

import dev.longshore.deployer.engine.files.Fingerprint;
import dev.longshore.deployer.engine.plan.HealthCheck;
import dev.longshore.deployer.engine.plan.ProxyPlan;
import dev.longshore.deployer.engine.probe.HttpProbe;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.name.Namespace;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The configuration of a Service's proxy in the language of HAProxy 2.6. */
public final class HaproxyConfig {
    /** Where the proxy finds its configuration, and where it offers the runtime API; both are mounted. */
    static final String CONFIGURATION_DIRECTORY = "/etc/longshore";

    static final String CONFIGURATION_FILE = "haproxy.cfg";
    static final String SOCKET_DIRECTORY = "/run/longshore";
    static final String SOCKET_FILE = "s";

    /**
     * Generous times: a Service on Kubernetes is no proxy at all and cuts nothing off. {@code maxconn} is explicit because
     * HAProxy else derives it from the limit of open files. Adding servers at run time needs a dynamic balance algorithm.
     * The socket belongs to the proxy's user, and this server, which may be any user, has to write to it; nobody else gets
     * that far, as the cluster's directory above it is open to this server's user alone.
     */
    private static final String HEAD = """
            global
                maxconn 2000
                nbthread 2
                tune.bufsize 32768
                log stdout format raw local0 notice
                stats socket %s/%s mode 666 level admin
            defaults
                log global
                balance roundrobin
                retries 3
                option redispatch 1
                timeout connect 3s
                timeout client 1h
                timeout server 1h
                timeout tunnel 24h
                timeout http-request 60s
                timeout http-keep-alive 75s
            """.formatted(SOCKET_DIRECTORY, SOCKET_FILE);

    private HaproxyConfig() {}

    static String render(ProxyPlan plan, Collection<ProxyPlan.Server> servers) {
        StringBuilder text = new StringBuilder(HEAD);
        for (ProxyPlan.Port port : plan.ports()) {
            String mode = port.mode().name().toLowerCase(Locale.ROOT);
            text.append("frontend f").append(port.number()).append('\n');
            line(text, "mode " + mode);
            line(text, "bind :" + port.number());
            if (port.mode() == ProxyPlan.Mode.HTTP) {
                line(text, "option idle-close-on-response");
            }
            line(text, "default_backend " + backend(port.number()));
            text.append("backend ").append(backend(port.number())).append('\n');
            line(text, "mode " + mode);
            port.check().ifPresent(check -> renderCheck(text, check));
            servers.stream()
                    .filter(server -> server.servicePort() == port.number())
                    .forEach(server -> line(text, "server " + server.name() + " " + parameters(plan, server)));
        }
        return text.toString();
    }

    static String backend(int servicePort) {
        return "b" + servicePort;
    }

    /** A server's address and settings, as the configuration and {@code add server} of the runtime API both take them. */
    static String parameters(ProxyPlan plan, ProxyPlan.Server server) {
        String address = server.address() + ":" + server.port();
        return plan.port(server.servicePort())
                .flatMap(ProxyPlan.Port::check)
                .map(check -> address + " check inter " + check.period().toMillis() + "ms rise " + check.rise()
                        + " fall " + check.fall() + " port " + server.checkPort()
                        + (check.tls() ? " check-ssl verify none" : ""))
                .orElse(address);
    }

    private static void renderCheck(StringBuilder text, HealthCheck check) {
        line(text, "timeout check " + check.timeout().toMillis() + "ms");
        if (check.request().isEmpty()) {
            return;
        }
        Probe.HttpGet request = check.request().get();
        line(text, "option httpchk");
        StringBuilder send = new StringBuilder("http-check send meth GET uri ")
                .append(word(request.path()))
                .append(" ver HTTP/1.1");
        for (Probe.Header header : HttpProbe.headers(request)) {
            send.append(" hdr ").append(word(header.name())).append(' ').append(word(format(header.value())));
        }
        line(text, send.toString());
        line(text, "http-check expect status 200-399");
    }

    /** Quoted so that nothing in it has a meaning to HAProxy's parser. */
    private static String word(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Values of headers are log formats, in which '%' starts a variable. */
    private static String format(String text) {
        return text.replace("%", "%%");
    }

    private static void line(StringBuilder text, String line) {
        text.append("    ").append(line).append('\n');
    }

    /** What makes one proxy different from another beside its servers. */
    public static String fingerprint(ProxyPlan plan, String image) {
        Fingerprint fingerprint = new Fingerprint().add(image).add(render(plan, List.of()));
        plan.ports().forEach(port -> fingerprint.add(port.check().toString()));
        plan.nodePorts().forEach(port -> fingerprint.add(port.toString()));
        for (Namespace namespace : Namespace.values()) {
            fingerprint.addAll(plan.aliases().getOrDefault(namespace, List.of()));
        }
        return fingerprint.hex();
    }
}
