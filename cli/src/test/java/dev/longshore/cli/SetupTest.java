package dev.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cli.testing.Machine;
import dev.longshore.cli.testing.Machine.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SetupTest {
    private static final String SERVER = "http://localhost:8080";
    private static final String HELPER = "!'/opt/asha'\\''s tools/hasura' git-credential";

    private static final Pattern EMPTY_HELPER_FIRST =
            Pattern.compile(Pattern.quote("[credential \"" + SERVER + "\"]") + "\n\thelper = ?\n\thelper = !");

    private Machine machine;

    @BeforeEach
    void logIn(@TempDir Path directory) throws Exception {
        machine = new Machine(directory, Hasura::run).loggedInTo(SERVER);
    }

    private static Config config(Path clone) throws Exception {
        Config config = new Config();
        config.fromText(Files.readString(clone.resolve(".git/config")));
        return config;
    }

    @Test
    void aCloneGetsARemoteNamedAfterItsDirectoryAndTheCredentialHelperForThatServerAlone() throws Exception {
        Path clone = machine.clone("shop");

        Run run = machine.run("setup");

        assertThat(run).isEqualTo(new Run(0, """
                        remote      hasura is http://localhost:8080/shop.git
                        credential  git uses the token of hasura login for http://localhost:8080
                        next: git push hasura master
                        """, ""));
        Config config = config(clone);
        assertThat(config.getString("remote", "hasura", "url")).isEqualTo("http://localhost:8080/shop.git");
        assertThat(config.getString("remote", "hasura", "fetch")).isEqualTo("+refs/heads/*:refs/remotes/hasura/*");
        assertThat(clone.resolve(".git/config"))
                .content()
                .as("the empty helper first, which discards those of the user's own configuration")
                .containsPattern(EMPTY_HELPER_FIRST);
        assertThat(config.getStringList("credential", SERVER, "helper"))
                .hasSize(2)
                .endsWith(HELPER);
        assertThat(config.getSubsections("credential")).containsExactly(SERVER);
        assertThat(config.getString("core", null, "repositoryformatversion"))
                .as("what was there stays")
                .isEqualTo("0");
    }

    @Test
    void theSecondTimeNothingChanges() throws Exception {
        Path clone = machine.clone("shop");
        machine.run("setup");
        String before = Files.readString(clone.resolve(".git/config"));

        Run run = machine.run("setup");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                        remote      hasura is http://localhost:8080/shop.git (as before)
                        credential  git uses the token of hasura login for http://localhost:8080 (as before)
                        next: git push hasura master
                        """);
        assertThat(clone.resolve(".git/config")).hasContent(before.stripTrailing());
    }

    @Test
    void aDirectoryWhoseNameCannotBeAProjectsIsRenamedAloud() throws Exception {
        machine.clone("My Shop_2");

        Run run = machine.run("setup");

        assertThat(run.out()).startsWith("""
                        project     my-shop-2, as 'My Shop_2' can't be a project's name (--name chooses another)
                        remote      hasura is http://localhost:8080/my-shop-2.git
                        """);
    }

    @Test
    void aNameCanBeGiven() throws Exception {
        machine.clone("My Shop_2");

        assertThat(machine.run("setup", "--name", "shop").out())
                .startsWith("remote      hasura is http://localhost:8080/shop.git\n");
        assertThat(machine.run("setup", "--name", "Shop"))
                .isEqualTo(new Run(
                        2,
                        "",
                        "hasura: --name is 'Shop', but must be 1 to 40 of a-z, 0-9 and '-', starting and ending with a"
                                + " letter or a digit\n"));
    }

    @Test
    void aRemoteThatLeadsElsewhereIsReplacedOnlyByForce() throws Exception {
        Path clone = machine.clone("shop");
        Files.writeString(
                clone.resolve(".git/config"),
                "[remote \"hasura\"]\n\turl = ssh://hasura@shop.hasura-app.io:22/~/git/shop\n");

        assertThat(machine.run("setup"))
                .isEqualTo(new Run(
                        1,
                        "",
                        "hasura: the remote 'hasura' leads to ssh://hasura@shop.hasura-app.io:22/~/git/shop already;"
                                + " replace it by http://localhost:8080/shop.git with --force\n"));
        assertThat(machine.run("setup", "--force").exitCode()).isZero();
        assertThat(config(clone).getString("remote", "hasura", "url")).isEqualTo("http://localhost:8080/shop.git");
    }

    @Test
    void anotherEnvironmentBecomesAnotherRemoteOfTheSameProject() throws Exception {
        Path clone = machine.clone("shop");
        machine.run("setup", "--name", "store");

        Run run = machine.run("setup", "-c", "staging");

        assertThat(run.out()).contains("remote      staging is http://localhost:8080/store/staging.git\n");
        assertThat(config(clone).getString("remote", "hasura", "url")).isEqualTo("http://localhost:8080/store.git");
        assertThat(clone.resolve(".git/config"))
                .content()
                .as("the configuration is written as it was read")
                .containsPattern(EMPTY_HELPER_FIRST);
    }

    @Test
    void withoutACommitItSaysToCommitFirst() throws Exception {
        machine.repository("shop");

        assertThat(machine.run("setup").out())
                .endsWith("next: commit something (git add . && git commit), then git push hasura master\n");
    }

    @Test
    void aLinkedWorkTreeIsSetUpThroughTheRepositoryThatItBelongsTo() throws Exception {
        Path clone = machine.clone("shop");
        Path own = Files.createDirectories(clone.resolve(".git/worktrees/hotfix"));
        Files.writeString(own.resolve("HEAD"), "ref: refs/heads/hotfix\n");
        Files.writeString(own.resolve("commondir"), "../..\n");
        Path workTree = Files.createDirectories(clone.resolveSibling("hotfix"));
        Files.writeString(workTree.resolve(".git"), "gitdir: " + own + "\n");
        Files.writeString(
                clone.resolve(".git/packed-refs"), "0123456789012345678901234567890123456789 refs/heads/hotfix\n");

        Run run = machine.in(workTree).run("setup", "--name", "shop");

        assertThat(run.out()).endsWith("next: git push hasura HEAD:master\n");
        assertThat(config(clone).getString("remote", "hasura", "url")).isEqualTo("http://localhost:8080/shop.git");
    }

    @Test
    void itWorksFromASubdirectory() throws Exception {
        Path clone = machine.clone("shop");
        machine.in(Files.createDirectories(clone.resolve("microservices/api")));

        assertThat(machine.run("setup").out()).contains("http://localhost:8080/shop.git\n");
    }

    @Test
    void whoIsNotLoggedInIsToldTo() throws Exception {
        machine.clone("shop");

        assertThat(machine.run("setup", "--server", "http://127.0.0.1:9090/").out())
                .endsWith("next: hasura login --server http://127.0.0.1:9090\n");
    }

    @Test
    void outsideOfARepositoryItSaysSo() {
        assertThat(machine.run("setup"))
                .isEqualTo(new Run(
                        1,
                        "",
                        "hasura: " + machine.workingDirectory()
                                + " is not in a Git repository; make one with: git init -b master\n"));
    }

    @Test
    void aConfigurationThatGitIsChangingIsLeftAlone() throws Exception {
        Path clone = machine.clone("shop");
        Path lock = Files.createFile(clone.resolve(".git/config.lock"));

        Run run = machine.run("setup");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("hasura: " + lock
                        + " exists: git is changing the configuration; try again, or remove it if no git runs\n");
        assertThat(lock).exists();
    }
}
