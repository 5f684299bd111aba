package dev.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cli.testing.Machine.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClaimsTest extends ConnectedTest {
    private static final String CLAIMS = "/api/v1/projects/shop/environments/hasura/claims";
    private static final String BACKUP = "POST " + CLAIMS + "/default/data/backup";
    private static final String RESTORE_CHECK = CLAIMS + "/default/data/data";
    private static final String RESTORE = "PUT " + RESTORE_CHECK;

    @BeforeEach
    void listClaims() {
        server.json(CLAIMS, """
                {"claims":[
                 {"name":"data","namespace":"default","sizeBytes":12345678,"usedBy":["db","report"]},
                 {"name":"old","namespace":"default","usedBy":[],"unusedSince":"2026-01-01T11:30:00Z"},
                 {"name":"pg","namespace":"hasura","sizeBytes":0,"usedBy":[]}]}""");
    }

    @BeforeEach
    void allowRestore() {
        answer(RESTORE_CHECK, "");
    }

    @Test
    void claimsAreListedWithTheirSizeAndWhatUsesThem() {
        assertThat(machine.run("claim", "list")).isEqualTo(new Run(0, """
                NAME      NAMESPACE   SIZE      USED-BY     UNUSED-SINCE
                data      default     12.3 MB   db,report
                old       default                           2026-01-01 12:30
                pg        hasura      0 B
                """, ""));
    }

    @Test
    void anEnvironmentWithoutClaimsSaysSo() {
        server.json(CLAIMS, "{\"claims\":[]}");

        assertThat(machine.run("claims", "list").out()).isEqualTo("no claim has data yet\n");
    }

    @Test
    void aBackupOfWhatRunsIsSavedForItsOwnerAndSaysWhatItIs() throws IOException {
        answer(BACKUP, "archive");

        Run run = machine.run("claim", "backup", "data");

        Path file = machine.workingDirectory().resolve("data.tar.gz");
        assertThat(run).isEqualTo(new Run(0, "saved     data in " + file + ", 7 B\n", """
                note      db, report ran meanwhile: what was being written is as after a crash; --stop stops it for the \
                time of the backup
                """));
        assertThat(file).hasContent("archive");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(server.bodies()).singleElement().asString().contains("\"stop\" : false");
    }

    @Test
    void aBackupMayStopWhatRunsAndGoToStandardOutput() {
        answer(BACKUP, "archive");

        assertThat(machine.run("claim", "backup", "data", "--stop", "-o", "-")).isEqualTo(new Run(0, "archive", ""));
        assertThat(server.bodies()).singleElement().asString().contains("\"stop\" : true");
    }

    @Test
    void aBackupThatBreaksOffIsNoFile() {
        server.on(BACKUP, exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
        });

        Run run = machine.run("claim", "backup", "data", "-o", "b.tar.gz");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("hasura: the backup broke off, so there is none; ");
        assertThat(machine.workingDirectory()).isDirectoryNotContaining("glob:**b.tar.gz*");
    }

    @Test
    void aFileThatAppearsMeanwhileIsNotOverwritten() throws IOException {
        Path file = machine.workingDirectory().resolve("data.tar.gz");
        server.on(BACKUP, exchange -> {
            Files.writeString(file, "a colleague's");
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("mine".getBytes(StandardCharsets.UTF_8));
        });

        Run run = machine.run("claim", "backup", "data");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("hasura: can't write " + file + ": ");
        assertThat(file).hasContent("a colleague's");
        assertThat(machine.workingDirectory()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFileThatIsThereIsNotOverwritten() throws IOException {
        Files.writeString(machine.workingDirectory().resolve("data.tar.gz"), "yesterday's");

        Run run = machine.run("claim", "backup", "data");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("data.tar.gz is there already; choose another file with -o");
        assertThat(machine.workingDirectory().resolve("data.tar.gz")).hasContent("yesterday's");
    }

    @Test
    void aBackupIsRestoredAndWhatIsReadyThenIsTold() throws IOException {
        answer(RESTORE, "");
        Files.writeString(machine.workingDirectory().resolve("b.tar.gz"), "archive");

        assertThat(machine.run("claim", "restore", "data", "b.tar.gz", "--yes"))
                .isEqualTo(new Run(0, "restored  data; db, report is ready with it\n", ""));
        assertThat(server.bodies()).containsExactly("archive");
        assertThat(machine.typing("piped")
                        .run("claim", "restore", "data", "-", "--yes")
                        .exitCode())
                .isZero();
        assertThat(server.bodies()).containsExactly("archive", "piped");
    }

    @Test
    void whatTheServerSaysOfARestoreIsTold() throws IOException {
        server.problem(RESTORE, 400, "the archive can't be restored: it ends early; nothing is changed");
        Files.writeString(machine.workingDirectory().resolve("b.tar.gz"), "archive");

        assertThat(machine.run("claim", "restore", "data", "b.tar.gz", "--yes"))
                .isEqualTo(
                        new Run(1, "", "hasura: the archive can't be restored: it ends early; nothing is changed\n"));
    }

    @Test
    void nothingIsSentToAServerThatWouldNotTakeIt() throws IOException {
        server.problem(RESTORE_CHECK, 403, "vera may not do this");
        Files.writeString(machine.workingDirectory().resolve("b.tar.gz"), "archive");

        assertThat(machine.run("claim", "restore", "data", "b.tar.gz", "--yes"))
                .isEqualTo(new Run(4, "", "hasura: vera may not do this\n"));
        assertThat(server.bodies()).isEmpty();
    }

    @Test
    void nothingIsReplacedOrRemovedWithoutConfirmation() throws IOException {
        Files.writeString(machine.workingDirectory().resolve("b.tar.gz"), "archive");

        assertThat(machine.run("claim", "restore", "data", "b.tar.gz")).isEqualTo(new Run(2, "", """
                        This replaces all data of claim data and restarts db, report.
                        Type data to go on:\s
                        hasura: nobody is here to confirm that data is meant; add --yes
                        """));
        assertThat(machine.typing("yes\n").run("claim", "remove", "old")).isEqualTo(new Run(1, "", """
                        This deletes all data of claim old for good.
                        Type old to go on: hasura: not confirmed; nothing is changed
                        """));
        assertThat(machine.typing("data\n").run("claim", "restore", "data", "-").err())
                .isEqualTo("hasura: standard input can't both bring the data and confirm; add --yes\n");
        assertThat(server.requests()).containsOnly(CLAIMS);
    }

    @Test
    void whoTypesTheNameHasConfirmed() {
        answer("DELETE " + CLAIMS + "/default/old", "");

        assertThat(machine.typing("old\n").run("claim", "remove", "old"))
                .isEqualTo(new Run(
                        0, "removed   old\n", "This deletes all data of claim old for good.\nType old to go on: "));
    }

    @Test
    void aNamespaceIsWrittenAsForMicroservices() {
        answer("DELETE " + CLAIMS + "/default/old", "");

        assertThat(machine.run("claim", "remove", "old", "-n", "default", "--yes")
                        .out())
                .isEqualTo("removed   old\n");
        assertThat(machine.run("claim", "remove", "old", "-n", "prod", "--yes").err())
                .isEqualTo("hasura: there is no namespace 'prod'; give user or hasura\n");
    }

    @Test
    void aClaimIsRemovedWithItsData() {
        answer("DELETE " + CLAIMS + "/hasura/pg", "");

        assertThat(machine.run("claim", "remove", "pg", "-n", "hasura", "--yes"))
                .isEqualTo(new Run(0, "removed   pg (0 B)\n", ""));
    }

    @Test
    void aClaimThatIsUsedIsNotRemoved() {
        assertThat(machine.run("claim", "remove", "data", "--yes"))
                .isEqualTo(new Run(
                        1,
                        "",
                        "hasura: claim data is used by db, report; take it out of the project first, and push\n"));
        assertThat(server.requests()).containsOnly(CLAIMS);
    }

    @Test
    void aClaimThatDoesNotExistIsToldWithWhereToLook() {
        assertThat(machine.run("claim", "backup", "dta"))
                .isEqualTo(new Run(
                        1,
                        "",
                        "hasura: there is no claim 'dta' with data in namespace default; see: hasura claim list\n"));
        assertThat(machine.run("claim", "backup", "pg"))
                .isEqualTo(new Run(1, "", "hasura: claim pg is in namespace hasura; add: -n hasura\n"));
    }

    private void answer(String request, String body) {
        server.on(request, exchange -> {
            exchange.sendResponseHeaders(body.isEmpty() ? 204 : 200, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        });
    }
}
