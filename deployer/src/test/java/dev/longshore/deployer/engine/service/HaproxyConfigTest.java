package dev.longshore.deployer.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.deployer.engine.plan.HealthCheck;
import dev.longshore.deployer.engine.plan.ProxyPlan;
import dev.longshore.deployer.engine.plan.ReleaseObjects;
import dev.longshore.deployer.engine.plan.ServicePlan;
import dev.longshore.deployer.engine.plan.ServicePlanner;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.testing.Objects;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.route.Route;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HaproxyConfigTest {
    private final Service service = Objects.service(
            false, Objects.port(Optional.empty(), 80, "web"), Objects.port(Optional.empty(), 9000, "9000"));

    @Test
    void a_probed_port_speaks_http_and_is_checked_as_the_probe_says() {
        ServicePlan plan = plan(
                new Container.Probes(
                        Optional.of(Objects.httpProbe("/healthz?full=1", new Probe.Header("Host", "it's 100%"))),
                        Optional.empty(),
                        Optional.empty()),
                List.of());

        String config =
                HaproxyConfig.render(plan.proxy(), List.of(new ProxyPlan.Server(80, "10.213.0.16", 8080, 8080)));

        assertThat(config).endsWith("""
                        frontend f80
                            mode http
                            bind :80
                            option idle-close-on-response
                            default_backend b80
                        backend b80
                            mode http
                            timeout check 1000ms
                            option httpchk
                            http-check send meth GET uri '/healthz?full=1' ver HTTP/1.1 hdr 'Host' 'it'\\''s 100%%' hdr 'User-Agent' 'longshore-probe' hdr 'Connection' 'close'
                            http-check expect status 200-399
                            server 10.213.0.16:8080 10.213.0.16:8080 check inter 10000ms rise 1 fall 3 port 8080
                        frontend f9000
                            mode tcp
                            bind :9000
                            default_backend b9000
                        backend b9000
                            mode tcp
                            timeout check 1000ms
                            option httpchk
                            http-check send meth GET uri '/healthz?full=1' ver HTTP/1.1 hdr 'Host' 'it'\\''s 100%%' hdr 'User-Agent' 'longshore-probe' hdr 'Connection' 'close'
                            http-check expect status 200-399
                        """);
    }

    @Test
    void without_a_probe_only_what_a_route_leads_to_is_checked() {
        Route route = new Route(Objects.line(1), "api", "/", Namespace.USER, "api", 80, "/");

        ServicePlan plan = plan(Container.Probes.NONE, List.of(route));

        assertThat(plan.proxy().ports())
                .containsExactly(
                        new ProxyPlan.Port(80, ProxyPlan.Mode.HTTP, Optional.of(HealthCheck.CONNECTION)),
                        new ProxyPlan.Port(9000, ProxyPlan.Mode.TCP, Optional.empty()));
    }

    @Test
    void a_probe_that_cannot_be_written_down_is_checked_by_connecting() {
        ServicePlan plan = plan(
                new Container.Probes(
                        Optional.of(Objects.httpProbe("/\n    server evil 10.0.0.1")),
                        Optional.empty(),
                        Optional.empty()),
                List.of());

        assertThat(HaproxyConfig.render(plan.proxy(), List.of()))
                .doesNotContain("evil")
                .doesNotContain("httpchk");
    }

    @Test
    void whoever_runs_the_server_may_talk_to_the_proxy() {
        String config =
                HaproxyConfig.render(plan(Container.Probes.NONE, List.of()).proxy(), List.of());

        assertThat(config).contains("\n    stats socket /run/longshore/s mode 666 level admin\n");
    }

    @Test
    void the_proxy_stays_the_same_while_only_its_servers_change() {
        Route route = new Route(Objects.line(1), "api", "/", Namespace.USER, "api", 80, "/");

        assertThat(plan(Container.Probes.NONE, List.of(route)).spec())
                .isEqualTo(plan(Container.Probes.NONE, List.of(route)).spec())
                .isNotEqualTo(plan(Container.Probes.NONE, List.of()).spec());
    }

    private ServicePlan plan(Container.Probes probes, List<Route> routes) {
        Workload workload = Objects.workload(1, Objects.container(1, List.of(), probes), List.of());
        WorkloadPlan plan = Objects.plan(new ReleaseObjects(List.of(workload, service)), workload);
        return new ServicePlanner(
                        Objects.SHOP, List.of(plan), routes, proxy -> HaproxyConfig.fingerprint(proxy, "haproxy"))
                .plan(service)
                .orElseThrow();
    }
}
