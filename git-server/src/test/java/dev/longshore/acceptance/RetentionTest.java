package dev.longshore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.StoredImage;
import dev.longshore.engine.testing.EngineTest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays on the engine of a server that keeps two releases, and what doesn't. */
@EngineTest
class RetentionTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Its prefix needs an engine, and one more when the number of the preparation changes. */
    private static final String DOCKERFILE = """
            FROM busybox:latest
            RUN echo preparation 1 > /prepared
            COPY index.html /www/index.html
            CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]
            """;

    @TempDir
    private Path directory;

    private Installation longshore;
    private Workstation developer;
    private String project;

    @BeforeEach
    void install() throws IOException {
        longshore = Installation.start(directory, Map.of(), List.of("--keep-releases", "2"));
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        project = "keep-" + HexFormat.of().formatHex(random);
        developer = longshore.workstation(OnePage.write(directory.resolve("files"), "version 1"), project);
        developer.edit(OnePage.DOCKERFILE, text -> DOCKERFILE);
        developer.commit("Prepare first");
    }

    @AfterEach
    void uninstall() {
        // It would put its containers back.
        longshore.killServer();
        longshore.engine().containers().remove(project + "-user");
        longshore
                .containers(project)
                .forEach(container -> longshore.engine().containers().remove(container.id()));
        names().forEach(longshore.engine().images()::remove);
        longshore.close();
    }

    @Test
    void what_can_be_rolled_back_to_stays_and_older_images_go_with_their_prefixes_and_logs() throws IOException {
        Browser browser = longshore.browser();
        String host = "web." + project + ".localhost";
        String first = push();
        assertThat(prefixes()).hasSize(1);
        String second = version(2);
        developer.edit(OnePage.DOCKERFILE, text -> text.replace("preparation 1", "preparation 2"));
        String third = version(3);
        Await.until("the end of release 1", LIMIT, () -> images().equals(Set.of(second, third)));
        assertThat(prefixes()).hasSize(2);
        String fourth = version(4);

        Await.until("the end of release 2", LIMIT, () -> images().equals(Set.of(third, fourth)));
        Await.until("the end of the first prefix", LIMIT, () -> prefixes().size() == 1);
        assertThat(developer.hasura("build", "logs", "1").output())
                .contains("the log of push 1 is no longer there: the server keeps those of the newest releases");
        Command tooFar = developer.git("push", "hasura", "HEAD:refs/do/rollback/1");
        assertThat(tooFar.exitCode()).isNotZero();
        assertThat(tooFar.output())
                .contains("the engine no longer has " + first)
                .contains("(the server keeps those of the newest 2 releases)");

        Command rollback = developer.git("push", "hasura", "HEAD:refs/do/rollback/3");

        assertThat(rollback.exitCode()).as(rollback.output()).isZero();
        assertThat(browser.get(host, "/").body()).contains("version 3");
        assertThat(developer
                        .git("push", "-f", "hasura", "HEAD:refs/do/rollback/4")
                        .exitCode())
                .isZero();
    }

    @Test
    void the_image_of_a_container_that_is_not_longshores_stays() throws IOException {
        String first = push();
        longshore.engine().containers().create(user(first));
        version(2);
        String third = version(3);
        String fourth = version(4);

        Await.until("the end of release 2", LIMIT, () -> images().equals(Set.of(first, third, fourth)));
    }

    /** A container that isn't Longshore's. */
    private ContainerSpec user(String image) {
        return new ContainerSpec(
                project + "-user",
                image,
                ContainerSpec.Program.OF_IMAGE,
                Map.of(),
                ContainerSpec.Attached.to(new ContainerSpec.Attachment("none", Optional.empty(), List.of())),
                List.of(),
                ContainerSpec.Limits.NONE,
                ContainerSpec.Restart.NEVER,
                ContainerSpec.Hardening.DEFAULT);
    }

    private String version(int number) {
        developer.edit(OnePage.PAGE, text -> "version " + number + "\n");
        developer.commit("Version " + number);
        return push();
    }

    /** Returns the image that the push has added. */
    private String push() {
        Set<String> before = images();
        Command push = developer.push();
        assertThat(push.exitCode()).as(push.output()).isZero();
        Set<String> added = new HashSet<>(images());
        added.removeAll(before);
        assertThat(added).hasSize(1);
        return added.iterator().next();
    }

    private Set<String> images() {
        Set<String> images = new HashSet<>(names());
        images.removeIf(name -> name.contains(":prefix-"));
        return images;
    }

    private Set<String> prefixes() {
        Set<String> prefixes = new HashSet<>(names());
        prefixes.removeIf(name -> !name.contains(":prefix-") || name.contains("-for-"));
        return prefixes;
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        for (StoredImage image : longshore.engine().images().list(Map.of("dev.longshore.environment", project))) {
            names.addAll(image.names());
        }
        return names;
    }
}
