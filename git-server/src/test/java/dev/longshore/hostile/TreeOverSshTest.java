package dev.longshore.hostile;

import static dev.longshore.hostile.RawRepository.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.ssh.SshInstallation;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of each kind that {@link TreeTest} has: what git is told doesn't depend on the way it came. */
class TreeOverSshTest {
    @TempDir
    Path directory;

    private SshInstallation installation;
    private GitClient git;

    @BeforeEach
    void start() throws Exception {
        installation = new SshInstallation(directory);
        Path key = installation.keyOf("asha", Role.DEPLOYER, "asha");
        git = SampleProject.write(installation.git("a", "shop.git", key), "1");
        git.commit("One");
    }

    @AfterEach
    void stop() throws Exception {
        installation.close();
    }

    @Test
    void whatReceiveRefusesIsExplained() throws IOException {
        ObjectId tree;
        try (RawRepository raw = RawRepository.open(git.work())) {
            tree = raw.tree(entry(FileMode.REGULAR_FILE, "..", raw.blob("x")));
            raw.commit(tree);
        }

        Refusal.assertRefused(git.push("+master"), "object " + tree.name() + ": invalid name '..'");
        assertThatTheNextPushWorks();
    }

    @Test
    void aGitmodulesFileThatWouldHarmItsCloneIsRefused() throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            String content = "[submodule \"x\"]\n\tpath = x\n\turl = -u./payload\n";
            raw.commit(raw.with("", entry(FileMode.REGULAR_FILE, ".gitmodules", raw.blob(content))));
        }

        Refusal.assertRefused(git.push("+master"), ".gitmodules isn't safe: ");
        assertThatTheNextPushWorks();
    }

    @Test
    void aFileNameThatIsNoTextIsRefusedAndShownEscaped() throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            raw.commit(raw.with("microservices/api", entry(FileMode.REGULAR_FILE, "a\u001b[2J", raw.blob("x"))));
        }

        Refusal.assertRefused(git.push("+master"), "\"a\\x1b[2J\"; rename it");
        assertThatTheNextPushWorks();
    }

    @Test
    void directoriesThatAreTooDeepAreRefused() throws IOException {
        try (RawRepository raw = RawRepository.open(git.work())) {
            raw.commit(raw.with("microservices/api", raw.deep(1_000)));
        }

        Refusal.assertRefused(git.push("+master"), "are more than 64 levels deep");
        assertThatTheNextPushWorks();
    }

    private void assertThatTheNextPushWorks() {
        String empty = git.succeed("hash-object", "-w", "-t", "tree", "/dev/null")
                .lines()
                .get(0);
        String commit = git.succeed("commit-tree", "-m", "Next", empty).lines().get(0);
        GitClient.Result next = git.push(commit + ":refs/heads/next");
        assertThat(next.exitCode()).as(next.text()).isZero();
    }
}
