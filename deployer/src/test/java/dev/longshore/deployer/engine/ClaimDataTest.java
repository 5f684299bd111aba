package dev.longshore.deployer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.deployer.ClaimData;
import dev.longshore.deployer.ClaimException;
import dev.longshore.deployer.ClaimName;
import dev.longshore.deployer.ClaimStatus;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.testing.Http;
import dev.longshore.deployer.engine.testing.Manifests;
import dev.longshore.deployer.engine.testing.Shop;
import dev.longshore.deployer.engine.testing.Tar;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.engine.testing.RunningTogether;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.release.Release;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EngineTest
class ClaimDataTest {
    private static final ClaimName DATA = new ClaimName(Namespace.USER, "data");
    private static final ObjectKey DB = new ObjectKey(Kind.DEPLOYMENT, Namespace.USER, "db");

    private static final Duration SECONDS = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private Shop shop;
    private ClaimData data;
    private RunningTogether openers;

    @BeforeEach
    void open() {
        shop = new Shop(directory);
        data = shop.cluster.data();
        openers = new RunningTogether(
                shop.engine,
                EngineAddress.fromEnvironment(System.getenv()),
                Map.of(Labels.ENVIRONMENT, shop.environment.value(), Labels.WORKLOAD, "db"));
    }

    @AfterEach
    void close() {
        openers.close();
        shop.close();
        assertThat(openers.greatest()).as(openers.history().toString()).isLessThanOrEqualTo(1);
    }

    @Test
    void a_claims_data_outlives_everything_but_its_own_removal() {
        Release first = live("one");
        Release second = shop.release(Manifests.store("two"));
        assertThat(shop.rollOut(second, first)).isEqualTo(new RolloutOutcome.Live());
        Release failing = shop.release(Manifests.store("three").replace("exec httpd", "exit 1; exec httpd"));
        assertThat(shop.rollOut(failing, second)).isInstanceOf(RolloutOutcome.Restored.class);
        Release refused = shop.release(Manifests.store("four"));
        assertThat(shop.rollOut(refused, second, () -> Optional.of("the database is locked")))
                .isInstanceOf(RolloutOutcome.Restored.class);
        Release rollback = shop.release(Manifests.store("one"));
        assertThat(shop.rollOut(rollback, second)).isEqualTo(new RolloutOutcome.Live());
        shop.engine.containers().remove(shop.replica("db").id());
        shop.cluster.repair(rollback);
        Release without = shop.release(Manifests.web("web", "page", 1));
        assertThat(shop.rollOut(without, rollback)).isEqualTo(new RolloutOutcome.Live());
        shop.cluster.remove(shop.environment);
        Release again = live("five");

        assertThat(page().lines().filter(line -> !line.equals("three")))
                .startsWith("one", "two")
                .containsSubsequence("four", "two", "one", "one", "five");
        assertThat(openers.starts()).isGreaterThan(7);
        assertThat(shop.rollOut(without, again)).isEqualTo(new RolloutOutcome.Live());
        data.remove(shop.environment, DATA, Optional.of(without));
        live("six");
        assertThat(page()).isEqualTo("six\n");
    }

    @Test
    void claims_are_listed_with_their_size_and_what_uses_them() {
        Release first = live("one");

        assertThat(data.list(shop.environment, Optional.of(first)))
                .singleElement()
                .satisfies(claim -> {
                    assertThat(claim.name()).isEqualTo(DATA);
                    assertThat(claim.usedBy()).containsExactly(DB);
                    assertThat(claim.sizeBytes())
                            .hasValueSatisfying(size -> assertThat(size).isEqualTo(4));
                });

        Release without = shop.release(Manifests.web("web", "page", 1));
        shop.rollOut(without, first);
        assertThat(data.list(shop.environment, Optional.of(without)))
                .extracting(ClaimStatus::usedBy)
                .containsExactly(List.of());
    }

    @Test
    void a_claim_that_the_live_release_uses_is_not_removed_even_while_nothing_of_it_runs() {
        Release first = live("one");
        shop.engine.containers().remove(shop.replica("db").id());

        assertThatThrownBy(() -> data.remove(shop.environment, DATA, Optional.of(first)))
                .isInstanceOf(ClaimException.class)
                .hasMessage("claim data is used by db; take it out of the project first, and push");

        shop.cluster.repair(first);
        assertThat(Http.eventually(shop.address("db"), 80)).isEqualTo("one\none\n");
    }

    @Test
    void a_restored_backup_is_all_that_is_there_then() {
        Release first = live("one");
        shop.engine
                .containers()
                .exec(shop.replica("db").id(), List.of("sh", "-c", "chown 33:34 /data && chmod 750 /data"), SECONDS);
        byte[] backup = backUp();
        shop.engine
                .containers()
                .exec(
                        shop.replica("db").id(),
                        List.of("sh", "-c", "echo later > /data/later; echo 2 >> /data/index.html"),
                        SECONDS);

        restore(first, backup);

        assertThat(page()).isEqualTo("one\none\n");
        String id = shop.replica("db").id();
        assertThat(shop.engine
                        .containers()
                        .exec(id, List.of("sh", "-c", "ls /data; stat -c '%u:%g %a' /data"), SECONDS)
                        .output())
                // Podman gives the volume's root the owner and the mode of its place in the image when it is mounted
                // first.
                .isEqualTo("index.html\n" + (shop.engine.kind() == Engine.Kind.PODMAN ? "0:0 755\n" : "33:34 750\n"));
        assertThat(volumes()).hasSize(1);
        assertThat(shop.containers()).hasSize(2);
        Release next = shop.release(Manifests.store("next"));
        assertThat(shop.rollOut(next, first)).isEqualTo(new RolloutOutcome.Live());
        assertThat(page()).isEqualTo("one\none\nnext\n");
    }

    @Test
    void an_archive_that_is_not_whole_or_leads_outside_changes_nothing() {
        Release first = live("one");
        byte[] backup = backUp();
        String id = shop.replica("db").id();

        for (byte[] bad : List.of(
                new byte[0],
                Arrays.copyOf(backup, 700),
                new Tar().file("index.html", "new").file("../../etc/x", "x").bytes())) {
            assertThatThrownBy(() -> restore(first, bad))
                    .isInstanceOf(ClaimException.class)
                    .hasMessageEndingWith("; nothing is changed")
                    .extracting(failure -> ((ClaimException) failure).reason())
                    .isEqualTo(ClaimException.Reason.BAD_ARCHIVE);
        }

        assertThat(shop.replica("db").id()).isEqualTo(id);
        assertThat(page()).isEqualTo("one\n");
        assertThat(volumes()).hasSize(1);
        assertThat(shop.containers()).hasSize(2);
    }

    @Test
    void data_that_its_microservice_does_not_run_with_gives_way_to_the_data_from_before() {
        Release first = shop.release(Manifests.store("one").replace("exec httpd", "test ! -e /data/bad && exec httpd"));
        assertThat(shop.rollOut(first)).isEqualTo(new RolloutOutcome.Live());

        assertThatThrownBy(() -> restore(first, new Tar().file("bad", "x").bytes()))
                .isInstanceOf(ClaimException.class)
                .hasMessageStartingWith("what uses claim data doesn't run with the restored data: db ")
                .hasMessageEndingWith("; the data from before is back");

        assertThat(page()).isEqualTo("one\none\n");
        assertThat(volumes()).hasSize(1);
        assertThat(shop.cluster.repair(first)).isEmpty();
    }

    @Test
    void a_backup_may_be_taken_while_nothing_writes() {
        Release first = live("one");
        List<Long> running = new ArrayList<>();
        ByteArrayOutputStream tar = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                running.add(shop.replicas("db").stream()
                        .filter(ContainerState::isRunning)
                        .count());
                super.write(bytes, offset, length);
            }
        };

        data.backUpStopped(shop.environment, DATA, Optional.of(first), tar);

        assertThat(running).isNotEmpty().containsOnly(0L);
        assertThat(tar.size()).isPositive();
        assertThat(page()).isEqualTo("one\none\n");
    }

    @Test
    void a_backup_that_nobody_takes_ends_with_the_microservice_running() {
        Release first = live("one");
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("the client has left");
            }
        };

        assertThatThrownBy(() -> data.backUpStopped(shop.environment, DATA, Optional.of(first), broken))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the client has left");

        assertThat(page()).isEqualTo("one\none\n");
    }

    @Test
    void what_a_killed_server_left_of_a_restore_is_removed_by_the_next() {
        Release first = live("one");
        byte[] backup = backUp();
        String volume = "longshore-" + shop.environment.value() + ".default.data_left";
        shop.engine
                .volumes()
                .ensure(
                        volume,
                        Map.of(
                                Labels.ENVIRONMENT, shop.environment.value(),
                                Labels.NAMESPACE, "default",
                                Labels.CLAIM, "data"));

        assertThat(data.list(shop.environment, Optional.of(first))).hasSize(1);
        restore(first, backup);

        assertThat(volumes()).hasSize(1).doesNotContain(volume);
    }

    /** As when the server's files are restored from a time before the claim was. */
    @Test
    void data_whose_place_was_forgotten_is_found_again_and_never_replaced_by_nothing() throws IOException {
        Release first = live("one");
        restore(first, backUp());
        try (var files = Files.list(directory.resolve("cluster").resolve(".claims"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        shop.engine.containers().remove(shop.replica("db").id());

        assertThat(shop.cluster.repair(first)).anyMatch(line -> line.contains("the data of claim data was found in"));
        shop.cluster.repair(first);

        assertThat(Http.eventually(shop.address("db"), 80)).startsWith("one\n");
        assertThat(volumes()).hasSize(1);
    }

    private Release live(String line) {
        Release release = shop.release(Manifests.store(line));
        assertThat(shop.rollOut(release)).isEqualTo(new RolloutOutcome.Live());
        return release;
    }

    private String page() {
        return Http.get(shop.address("db"), 80);
    }

    private byte[] backUp() {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        data.backUp(shop.environment, DATA, tar);
        return tar.toByteArray();
    }

    private void restore(Release live, byte[] tar) {
        try (ClaimData.Replacement replacement = data.read(shop.environment, DATA, new ByteArrayInputStream(tar))) {
            replacement.putInPlace(Optional.of(live));
        }
    }

    private List<String> volumes() {
        return shop.engine.volumes().list(Labels.of(shop.environment));
    }
}
