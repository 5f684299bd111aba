package dev.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cli.credentials.Credential;
import dev.longshore.cli.server.ServerUrl;
import dev.longshore.cli.testing.ApiServer;
import dev.longshore.cli.testing.Machine;
import dev.longshore.cli.testing.Machine.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialsTest {
    private static final ServerUrl LOCAL = new ServerUrl("http://localhost:8080");

    private ApiServer server;
    private Machine machine;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        server = new ApiServer();
        machine = new Machine(directory, Hasura::run);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aTokenThatTheServerAcceptsIsKeptWhereOnlyItsOwnerCanReadIt() throws Exception {
        Run run = machine.typing(ApiServer.TOKEN + "\n")
                .run("login", "--server", server.url(), "--user", "asha", "--token-stdin");

        Path file = machine.credentials().path();
        assertThat(run)
                .isEqualTo(new Run(
                        0, "logged in to " + server.url() + " as asha (admin); the token is in " + file + "\n", ""));
        assertThat(machine.credentials().find(new ServerUrl(server.url())))
                .contains(new Credential("asha", ApiServer.TOKEN));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling("."))))
                .isEqualTo("rwx------");
    }

    @Test
    void theConfigurationDirectoryCanBeChosen(@TempDir Path elsewhere) {
        machine.with("LONGSHORE_CONFIG_HOME", elsewhere.resolve("config").toString())
                .loggedInTo("http://localhost:8080");

        assertThat(elsewhere.resolve("config/credentials.json")).exists();
    }

    @Test
    void aTokenThatTheServerRefusesIsNotKept() {
        Run run = machine.typing("wrong").run("login", "--server", server.url(), "--token-stdin");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .isEqualTo("hasura: " + server.url()
                        + " doesn't accept the token; log in again with: hasura login --server " + server.url()
                        + "\n");
        assertThat(machine.credentials().path()).doesNotExist();
    }

    @Test
    void aTokenOfSomebodyElseIsNotKept() {
        Run run = machine.typing(ApiServer.TOKEN)
                .run("login", "--server", server.url(), "--user", "ben", "--token-stdin");

        assertThat(run).isEqualTo(new Run(4, "", "hasura: the token belongs to asha, not to ben; nothing is stored\n"));
        assertThat(machine.credentials().path()).doesNotExist();
    }

    @Test
    void whatIsNotATokenIsRefusedBeforeItIsSent() {
        assertThat(machine.typing("two words").run("login", "--server", server.url(), "--token-stdin"))
                .isEqualTo(new Run(2, "", "hasura: that is not an access token\n"));
        assertThat(machine.typing("\n").run("login", "--server", server.url(), "--token-stdin"))
                .isEqualTo(new Run(2, "", "hasura: the token is empty; put it on standard input\n"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void gitIsGivenTheTokenOfTheServerThatItAsksAbout() {
        machine.loggedInTo("http://localhost:8080");

        assertThat(git("get", "protocol=http\nhost=localhost:8080\ncapability[]=authtype\n\n"))
                .isEqualTo(new Run(0, "username=asha\npassword=" + ApiServer.TOKEN + "\n", ""));
        assertThat(git("get", "protocol=http\nhost=localhost:8080\nusername=asha\n"))
                .isEqualTo(new Run(0, "username=asha\npassword=" + ApiServer.TOKEN + "\n", ""));
    }

    @Test
    void gitIsGivenNothingForAnotherServerUserOrProtocol() {
        machine.loggedInTo("http://localhost:8080");
        Run nothing = new Run(0, "", "");

        assertThat(git("get", "protocol=http\nhost=localhost:8081\n\n")).isEqualTo(nothing);
        assertThat(git("get", "protocol=http\nhost=example.com\n\n")).isEqualTo(nothing);
        assertThat(git("get", "protocol=https\nhost=localhost:8080\n\n")).isEqualTo(nothing);
        assertThat(git("get", "protocol=http\nhost=localhost:8080\nusername=ben\n\n"))
                .isEqualTo(nothing);
        assertThat(git("get", "nonsense\n\n")).isEqualTo(nothing);
        assertThat(git("capability", "")).isEqualTo(nothing);
    }

    @Test
    void aCredentialThatWorkedIsKept() {
        assertThat(git("store", "protocol=http\nhost=localhost:8080\nusername=ben\npassword=lst_1\n\n"))
                .isEqualTo(new Run(0, "", ""));

        assertThat(machine.credentials().find(LOCAL)).contains(new Credential("ben", "lst_1"));
    }

    @Test
    void onlyTheCredentialThatWasRefusedIsForgotten() {
        machine.loggedInTo("http://localhost:8080");

        git("erase", "protocol=http\nhost=localhost:8080\nusername=asha\npassword=older\n\n");
        assertThat(machine.credentials().find(LOCAL)).isPresent();

        git("erase", "protocol=http\nhost=localhost:8080\nusername=asha\npassword=" + ApiServer.TOKEN + "\n\n");
        assertThat(machine.credentials().find(LOCAL)).isEmpty();
    }

    private Run git(String operation, String description) {
        return machine.typing(description).run("git-credential", operation);
    }
}
