package dev.longshore.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.name.ProjectName;
import dev.longshore.server.access.Role;
import dev.longshore.server.repository.PushPins;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Garbage collection with real repositories and pushes. */
class GarbageCollectionTest {
    private static final ProjectName SHOP = new ProjectName("shop");

    @TempDir
    Path directory;

    private TestServer server;
    private GitClient git;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        git = server.git("shop", "asha", Role.DEPLOYER);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void everyPinnedCommitIsKeptAndAnUnpinnedOneIsDropped() throws Exception {
        String live = SampleProject.write(git, "1").commit("One");
        assertThat(git.push("master").exitCode()).isZero();
        String kept = git.write("hasura.yaml", "broken: [").commit("Kept");
        assertThat(git.push("master").exitCode()).isNotZero();
        String dropped = git.write("hasura.yaml", "broken: {").commit("Dropped");
        assertThat(git.push("master").exitCode()).isNotZero();
        try (Repository repository = open()) {
            PushPins.unpin(repository, 3);
        }

        collectAllThatIsOld();

        try (Repository repository = open()) {
            assertThat(repository.getObjectDatabase().has(ObjectId.fromString(live)))
                    .isTrue();
            assertThat(repository.getObjectDatabase().has(ObjectId.fromString(kept)))
                    .isTrue();
            assertThat(repository.getObjectDatabase().has(ObjectId.fromString(dropped)))
                    .isFalse();
        }
        SampleProject.write(git, "2").commit("Two");
        GitClient.Result next = git.push("master");
        assertThat(next.exitCode()).as(next.text()).isZero();
    }

    @Test
    void pushesWorkWhileTheRepositoryIsPacked() throws Exception {
        SampleProject.write(git, "1").commit("One");
        git.push("master");
        GitClient other = server.git("shop", "vera", Role.DEPLOYER);
        SampleProject.write(other, "x").commit("Other");
        for (int round = 0; round < 3; round++) {
            String mine = SampleProject.write(git, "round " + round).commit("Mine " + round);
            String theirs = SampleProject.write(other, "round " + round).commit("Theirs " + round);
            try (GitClient.Running first = git.start("push", "hasura", "master");
                    GitClient.Running second = other.start("push", "hasura", "HEAD:feature")) {
                while (first.isAlive() || second.isAlive()) {
                    try (FileRepository repository = open()) {
                        RepositoryGc.run(repository, Instant.now().plus(Duration.ofHours(2)));
                    }
                }
                assertThat(first.await().exitCode())
                        .as(first.lines().toString())
                        .isZero();
                assertThat(second.await().exitCode())
                        .as(second.lines().toString())
                        .isZero();
            }
            assertThat(git.succeed("ls-remote", "hasura").text()).contains(mine, theirs);
        }
        GitClient clone = server.git("shop", "vera", Role.VIEWER);
        clone.succeed("fetch", "-q", "hasura");
        clone.succeed("fsck", "--strict");
    }

    @Test
    void whatAKilledServerLeftBlocksNothing() throws Exception {
        SampleProject.write(git, "1").commit("One");
        git.push("master");
        Path repository = server.data().resolve("repositories/shop.git");
        Path pack;
        try (Stream<Path> packs = Files.list(repository.resolve("objects/pack"))) {
            pack = packs.filter(file -> file.toString().endsWith(".pack"))
                    .findFirst()
                    .orElseThrow();
        }
        server.close();
        for (String leftover : new String[] {
            "refs/heads/master.lock",
            "refs/longshore/push/2.lock",
            "HEAD.lock",
            "packed-refs.lock",
            "config.lock",
            "gc.pid",
            "gc.log.lock",
            "objects/incoming_123.pack",
            "objects/noz123.tmp",
            "objects/pack/gc_123.pack_tmp",
            "objects/pack/pack-0000000000000000000000000000000000000000.pack"
        }) {
            Files.writeString(repository.resolve(leftover), "1 localhost");
        }
        Path keep = Path.of(pack.toString().replace(".pack", ".keep"));
        Files.writeString(keep, "jgit receive-pack from asha");
        server.restart();
        GitClient again = git.at(server.repositoryUrl("shop"));
        SampleProject.write(again, "2").commit("Two");

        GitClient.Result next = again.push("master");
        collectAllThatIsOld();

        assertThat(next.exitCode()).as(next.text()).isZero();
        try (Stream<Path> files = Files.walk(repository)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".lock")
                            || name.endsWith(".keep")
                            || name.equals("gc.pid")
                            || name.startsWith("incoming_")
                            || name.contains("000000000000"));
        }
        assertThat(again.succeed("ls-remote", "hasura", "master").text()).contains(again.head());
    }

    @Test
    void branchesThatAreNamedLikeLeftoversSurviveARestart() throws Exception {
        SampleProject.write(git, "1").commit("One");
        git.push("master");
        String[] names = {
            "incoming_payments",
            "insert_coin.pack",
            "noz.tmp",
            "gc.pid",
            "gc_tune_tmp",
            "x.keep",
            "commit_fix_tmp",
            "renamed_x_ref",
            "pack-x.pack",
            "objects/incoming_a"
        };
        List<String> branches =
                Stream.of(names).map(name -> "refs/heads/" + name).toList();
        for (String branch : branches) {
            assertThat(git.push("HEAD:" + branch).exitCode()).as(branch).isZero();
        }

        server.restart();

        assertThat(git.at(server.repositoryUrl("shop")).succeed("ls-remote", "hasura").lines().stream()
                        .map(line -> line.replaceFirst(".*\\s", "")))
                .containsAll(branches);
        Path logs = server.data().resolve("repositories/shop.git/logs");
        assertThat(branches)
                .allSatisfy(branch -> assertThat(logs.resolve(branch)).exists());
    }

    /** As if a month had passed. */
    private void collectAllThatIsOld() throws IOException, InterruptedException {
        try (FileRepository repository = open()) {
            RepositoryGc.run(repository, Instant.now().plus(Duration.ofDays(30)));
        }
    }

    private FileRepository open() throws IOException {
        return (FileRepository) new Repositories(server.data().resolve("repositories"))
                .open(SHOP)
                .orElseThrow();
    }
}
