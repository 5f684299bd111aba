package dev.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cli.testing.Machine.Run;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** What is told of one microservice, and what keeps a command from reaching into it. */
class MicroserviceStatusTest extends ConnectedTest {
    private static final String API = "/api/v1/projects/shop/environments/hasura/microservices/api";

    @Test
    void statusHasTheLayoutOfThePlatform() {
        status("\"createdAt\":\"2025-12-22T06:00:00Z\",", """
                {"name":"api-1a2b3-0","state":"Running","restarts":0,"createdAt":"2026-01-02T11:58:00Z",
                 "containers":["api"],"detail":""},
                {"name":"api-1a2b3-1","state":"Error","restarts":3,"createdAt":"2026-01-02T09:00:00Z",
                 "containers":["api","log"],"detail":"exit code 1, restarted 3 times"}
                """);

        assertThat(machine.run("ms", "status", "api")).isEqualTo(new Run(0, """
                        Reading status from cluster hasura [shop]...
                        Name:          api
                        Created At:    Mon, 22 Dec 2025 07:00:00 +0100
                        Age:           11d
                        Replicas:      2 desired | 2 created | 1 running | 0 pending | 1 error | 0 failed
                        Namespace:     default
                        Internal URL:  api.default
                        External URL:  http://api.shop.localhost:8000/
                                       http://shop.localhost:8000/
                        Events:        api-1a2b3-1: exit code 1, restarted 3 times

                        Running Pods:
                        NAME          STATUS    RESTARTS   AGE   CONTAINERS
                        api-1a2b3-0   Running   0          2m    api
                        api-1a2b3-1   Error     3          3h    api, log
                        """, ""));
    }

    @Test
    void whatThereIsNotIsNone() {
        status("", "");

        assertThat(machine.run("ms", "status", "api").out())
                .contains("Created At:    <none>\n", "Events:        <none>\n\nRunning Pods:  <none>\n");
    }

    @Test
    void aPodAndAContainerAreAskedFor() {
        server.log(API + "/logs?namespace=hasura&follow=false&pod=api-1&container=log%3A1", "", "last\n");

        assertThat(machine.run("ms", "logs", "api", "-n", "hasura", "-p", "api-1", "--container", "log:1"))
                .isEqualTo(new Run(0, "last\n", ""));
    }

    @Test
    void aLocalPortThatIsTakenIsToldWithWhatToDo() throws Exception {
        status("", "");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Run run = machine.run("ms", "port-forward", "api", "--local-port", "" + taken.getLocalPort());

            assertThat(run)
                    .isEqualTo(new Run(
                            1,
                            "",
                            "hasura: port " + taken.getLocalPort() + " of this machine can't be listened on"
                                    + " (Address already in use); choose another: --local-port\n"));
        }
    }

    @Test
    void portsThatCanNotBeAreTold() {
        status("", "");

        assertThat(machine.run("ms", "pf", "api", "--port", "80").err())
                .isEqualTo("hasura: --port is '80', but must be like 6432:5432\n");
        assertThat(machine.run("ms", "forward", "api", "--local-port", "70000").err())
                .isEqualTo("hasura: the local port is 70000, but must be from 0 to 65535\n");
        assertThat(machine.run("ms", "pf", "api", "-p", "api-9").err())
                .isEqualTo("hasura: api has no pod api-9; it has none\n");
    }

    @Test
    void aStreamThatTheServerDoesNotOpenIsAFailure() {
        status("", "");

        Run run = machine.run("ms", "exec", "api", "--", "true");

        assertThat(run.exitCode()).isOne();
        assertThat(run.err()).isEqualTo("hasura: " + server.url() + " answers with status 404\n");
    }

    @Test
    void aCommandMustBeGiven() {
        Run run = machine.run("ms", "exec", "api");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("hasura: missing required parameter").contains("exec --help");
    }

    private void status(String created, String pods) {
        server.json(API + "?namespace=default", """
                {"name":"api","namespace":"default",%s
                 "ports":[{"port":80,"target":8080}],
                 "workloads":[{"name":"api","namespace":"default","status":"Running","ready":2,"desired":2,"detail":"",
                   "internalUrl":"api.default",
                   "externalUrls":["http://api.shop.localhost:8000/","http://shop.localhost:8000/"]}],
                 "pods":[%s]}
                """.formatted(created, pods));
    }
}
