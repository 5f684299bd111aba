package dev.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cli.server.ServerUrl;
import dev.longshore.cli.testing.Machine.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ErrorsTest extends ConnectedTest {
    private static final String PATH = "/api/v1/projects/shop/environments/hasura/microservices";

    @Test
    void aServerThatDoesNotAnswerIsNamedWithTheCommandThatStartsOne() {
        server.close();

        Run run = machine.run("build", "list");

        assertThat(run)
                .isEqualTo(new Run(
                        3, "", "hasura: no server answers at " + server.url() + "; start it with: hasura server\n"));
    }

    @Test
    void whoHasNoTokenIsToldToLogIn() {
        machine.credentials().erase(new ServerUrl(server.url()));

        Run run = machine.run("build", "list");

        assertThat(run)
                .isEqualTo(new Run(
                        4,
                        "",
                        "hasura: not logged in to " + server.url() + "; run: hasura login --server " + server.url()
                                + "\n"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whatATokenMayNotDoIsSaidInTheServersWords() {
        server.problem(PATH, 403, "asha may not read shop; ask an administrator");

        assertThat(machine.run("microservice", "list", "--output", "urls"))
                .isEqualTo(new Run(4, "", "hasura: asha may not read shop; ask an administrator\n"));
    }

    @Test
    void whatTheServerCannotDoIsSaidInItsWords() {
        server.problem(PATH, 503, "the container engine doesn't answer at unix:///run/docker.sock");

        assertThat(machine.run("microservice", "list", "--output", "urls"))
                .isEqualTo(new Run(1, "", "hasura: the container engine doesn't answer at unix:///run/docker.sock\n"));
    }

    @Test
    void anotherProgramOnThePortIsNotMistakenForAServer() {
        server.on(PATH, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('<');
        });

        assertThat(machine.run("microservice", "list", "--output", "urls"))
                .isEqualTo(new Run(
                        1,
                        "",
                        "hasura: " + server.url() + PATH
                                + " answers, but not as a Longshore server of this version does; check the URL\n"));
    }

    @Test
    void aMistypedCommandIsCorrected() {
        assertThat(machine.run("microservic", "list"))
                .isEqualTo(new Run(
                        2, "", "hasura: there is no microservic; did you mean: microservice; see: hasura --help\n"));
    }

    @Test
    void aGroupWithoutACommandShowsItsCommands() {
        Run run = machine.run("microservice");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("Usage: hasura microservice [-h] [COMMAND]\n")
                .contains("list", "logs");
    }

    @Test
    void helpNamesEveryCommandAndLeavesOutTheOneForGit() {
        Run run = machine.run("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("quickstart", "setup", "microservice, microservices, ms", "build, builds", "login")
                .contains("server", "gateway", "version")
                .doesNotContain("git-credential");
    }

    @Test
    void aRepositoryThatWasNotSetUpIsToldHowTo() throws Exception {
        machine.repository("other");

        assertThat(machine.run("microservice", "list"))
                .isEqualTo(new Run(
                        1,
                        "",
                        "hasura: this repository has no remote 'hasura' that leads to a Longshore server; add it with:"
                                + " hasura setup\n"));
    }

    @Test
    void outsideOfARepositoryTheProjectCanBeNamed(@TempDir Path elsewhere) {
        Path shop = machine.workingDirectory();
        server.json(PATH, "{\"microservices\":[],\"platform\":[]}");
        machine.in(elsewhere);

        assertThat(machine.run("microservice", "list").err())
                .isEqualTo("hasura: " + elsewhere
                        + " is not in a Git repository; go to your project, or name it with --project DIR\n");
        assertThat(machine.run("microservice", "list", "--project", shop.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void anUnreadableCredentialsFileIsNamed() throws Exception {
        Path file = machine.credentials().path();
        Files.writeString(file, "{");

        assertThat(machine.run("build", "list"))
                .isEqualTo(new Run(
                        1, "", "hasura: " + file + " is damaged (it is not JSON, see line 1); correct or remove it\n"));
    }

    @Test
    void aServerThatIsNotAUrlIsRefused() {
        assertThat(machine.run("build", "list", "--server", "localhost"))
                .isEqualTo(new Run(
                        2,
                        "",
                        "hasura: --server is 'localhost', which is not the URL of a server; write it like"
                                + " http://localhost:8080\n"));
    }

    @Test
    void theLaunchersCommandsSayWhoseTheyAre() {
        assertThat(machine.run("server", "--port", "9090"))
                .isEqualTo(new Run(2, "", "hasura: 'server' is the launcher's; run it as: ./hasura server\n"));
    }
}
