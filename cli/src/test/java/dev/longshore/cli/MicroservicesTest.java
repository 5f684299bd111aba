package dev.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cli.testing.Machine.Run;
import org.junit.jupiter.api.Test;

final class MicroservicesTest extends ConnectedTest {
    private static final String PATH = "/api/v1/projects/shop/environments/hasura/microservices";
    private static final String PLATFORM = """
            {"name":"gateway","namespace":"hasura","status":"Running","ready":1,"desired":1,"detail":"",
             "internalUrl":"gateway.hasura","externalUrls":[]},
            {"name":"platform-sync","namespace":"hasura","status":"Running","ready":1,"desired":1,"detail":"",
             "internalUrl":"platform-sync.hasura","externalUrls":[]}
            """;

    private void microservices(String custom) {
        server.json(PATH, "{\"microservices\":[" + custom + "],\"platform\":[" + PLATFORM + "]}");
    }

    @Test
    void theListHasTheLayoutOfTheHasuraPlatform() {
        microservices("""
                {"name":"my-app","namespace":"default","status":"Running","ready":1,"desired":1,"detail":"",
                 "internalUrl":"my-app.default","externalUrls":["http://my-app.gram29.hasura-app.io"]}
                """);

        Run run = machine.run("microservice", "list");

        assertThat(run).isEqualTo(new Run(0, """
                        • Getting microservices...
                        • Custom microservices:
                        NAME      STATUS    INTERNAL-URL      EXTERNAL-URL
                        my-app    Running   my-app.default    http://my-app.gram29.hasura-app.io

                        • Hasura microservices:
                        NAME            STATUS    INTERNAL-URL           EXTERNAL-URL
                        gateway         Running   gateway.hasura
                        platform-sync   Running   platform-sync.hasura
                        """, ""));
    }

    @Test
    void everyRouteAndTheReasonOfATroubleAreShown() {
        microservices("""
                {"name":"storefront-service","namespace":"default","status":"Starting","ready":0,"desired":2,
                 "detail":"readiness probe GET /healthz answers 404","internalUrl":"storefront-service.default",
                 "externalUrls":["http://www.shop.localhost:8000/","http://shop.localhost:8000/"]},
                {"name":"worker","namespace":"default","status":"Running","ready":1,"desired":1,"detail":"",
                 "internalUrl":"worker.default","externalUrls":[]}
                """);

        Run run = machine.run("ms", "list", "-n", "user");

        assertThat(run.out()).isEqualTo("""
                        • Getting microservices...
                        • Custom microservices:
                        NAME                 STATUS     INTERNAL-URL                 EXTERNAL-URL
                        storefront-service   Starting   storefront-service.default   http://www.shop.localhost:8000/
                                                                                     http://shop.localhost:8000/
                        worker               Running    worker.default
                        storefront-service: readiness probe GET /healthz answers 404
                        """);
    }

    @Test
    void onATerminalTheStatusIsColouredAndStaysAligned() {
        microservices("""
                {"name":"api","namespace":"default","status":"Running","ready":1,"desired":1,"detail":"",
                 "internalUrl":"api.default","externalUrls":[]},
                {"name":"web","namespace":"default","status":"Failed","ready":0,"desired":1,"detail":"",
                 "internalUrl":"web.default","externalUrls":[]}
                """);

        Run run = machine.onTerminal(80).run("microservices", "list", "-n", "user");

        assertThat(run.out()).isEqualTo("""
                        • Getting microservices...
                        • Custom microservices:
                        NAME      STATUS    INTERNAL-URL      EXTERNAL-URL
                        api       \u001b[32mRunning\u001b[0m   api.default
                        web       \u001b[31mFailed\u001b[0m    web.default
                        """);
    }

    @Test
    void aProgramCanReadTheRoutesAndEverything() {
        microservices("""
                {"name":"www","namespace":"default","status":"Running","ready":1,"desired":1,"detail":"",
                 "internalUrl":"www.default",
                 "externalUrls":["http://www.shop.localhost:8000/","http://shop.localhost:8000/"]}
                """);

        assertThat(machine.run("microservice", "list", "--output", "urls").out())
                .isEqualTo("""
                        www http://www.shop.localhost:8000/
                        www http://shop.localhost:8000/
                        """);
        assertThat(machine.run("microservice", "list", "--output", "json", "-n", "user")
                        .out())
                .isEqualToIgnoringWhitespace("""
                        [{"name":"www","namespace":"default","status":"Running","ready":1,"desired":1,"detail":"",
                          "internalUrl":"www.default",
                          "externalUrls":["http://www.shop.localhost:8000/","http://shop.localhost:8000/"]}]
                        """);
    }

    @Test
    void anEmptyProjectIsToldHowToPush() {
        microservices("");

        Run run = machine.run("microservice", "list", "-n", "user");

        assertThat(run.out()).isEqualTo("""
                        • Getting microservices...
                        • Custom microservices:
                        none yet; push some: git push hasura master
                        """);
    }

    @Test
    void aProjectThatWasNeverPushedIsEmpty() {
        Run run = machine.run("microservice", "list");

        assertThat(run).isEqualTo(new Run(0, """
                        • Getting microservices...
                        • Custom microservices:
                        none yet; push some: git push hasura master
                        """, ""));
    }

    @Test
    void anotherEnvironmentIsNamedByItsAlias() {
        server.json(
                "/api/v1/projects/shop/environments/staging/microservices",
                "{\"microservices\":[],\"platform\":[" + PLATFORM + "]}");

        Run run = machine.run("microservice", "list", "-c", "staging");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("git push staging master");
    }

    @Test
    void logsArePassedOnAsTheyAre() {
        server.log(PATH + "/api/logs?namespace=default&follow=false", "", "api-7c9 | 200 GET /\napi-7c9 | Ünïcode ✓\n");
        server.log(PATH + "/api/logs?namespace=default&follow=true&tail=5", "", "last\n");

        assertThat(machine.run("microservice", "logs", "api"))
                .isEqualTo(new Run(0, "api-7c9 | 200 GET /\napi-7c9 | Ünïcode ✓\n", ""));
        assertThat(machine.run("ms", "logs", "-f", "--tail", "5", "api").out()).isEqualTo("last\n");
    }

    @Test
    void logsOfAMicroserviceThatIsNotThereSaySo() {
        server.problem(
                PATH + "/apis/logs?namespace=default&follow=false",
                404,
                "there is no microservice apis; did you mean api?");

        assertThat(machine.run("microservice", "logs", "apis"))
                .isEqualTo(new Run(1, "", "hasura: there is no microservice apis; did you mean api?\n"));
    }

    @Test
    void aNameThatCannotBeOneNeverReachesTheServer() {
        Run run = machine.run("microservice", "logs", "../pushes");

        assertThat(run)
                .isEqualTo(
                        new Run(2, "", "hasura: '../pushes' can't be a microservice; see: hasura microservice list\n"));
        assertThat(server.requests()).isEmpty();
    }
}
