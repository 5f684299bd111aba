package dev.longshore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.testing.EngineTest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dry run, rollback and rebuild of examples/hello-hasura, with the engine that really builds and runs it. */
@EngineTest
class RollbackTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "hello-hasura");
    private static final String APP = "microservices/api/app/app.py";

    @TempDir
    private static Path directory;

    private static Installation longshore;

    @BeforeAll
    static void install() throws IOException {
        longshore = Installation.start(directory);
    }

    @AfterAll
    static void uninstall() {
        longshore.close();
    }

    @Test
    void what_was_live_before_serves_again_after_a_rollback_and_a_rebuild() throws IOException {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        String project = "back-" + HexFormat.of().formatHex(random);
        String host = "api." + project + ".localhost";
        Workstation developer = longshore.workstation(EXAMPLE, project);
        Browser browser = longshore.browser();
        developer.push();
        String first = developer.head();
        developer.edit(APP, text -> text.replace("visits=visits", "again=True, visits=visits"));
        developer.commit("Say that this is the new version");

        Command dryRun = developer.git("push", "hasura", "HEAD:refs/do/dry-run");

        assertThat(dryRun.exitCode()).as(dryRun.output()).isZero();
        assertThat(dryRun.output())
                .containsPattern("plan +api +build +microservices/api changed")
                .containsPattern("release +would be +1 object changed: Deployment/api");
        assertThat(developer.remoteHead("master")).isEqualTo(first);
        assertThat(developer.push().exitCode()).isZero();
        assertThat(browser.get(host, "/").body()).contains("\"again\":true");

        Command rollback = developer.git("push", "hasura", "HEAD:refs/do/rollback/1");

        assertThat(rollback.exitCode()).as(rollback.output()).isZero();
        assertThat(rollback.lastRemoteLine()).contains("as release 3 (release 1 again)");
        assertThat(browser.get(host, "/").body()).doesNotContain("again");
        assertThat(developer.remoteHead("master")).isEqualTo(first);

        Command rebuild = developer.git("push", "hasura", first + ":refs/do/rebuild");

        assertThat(rebuild.exitCode()).as(rebuild.output()).isZero();
        assertThat(rebuild.output())
                .containsPattern("plan +api +rebuild +asked for")
                .contains("RUN pip install");
        assertThat(browser.get(host, "/").body()).contains("Hello from " + project);
    }
}
