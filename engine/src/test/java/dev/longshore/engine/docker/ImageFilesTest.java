package dev.longshore.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Image;
import dev.longshore.engine.Composition;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.ContainerSpec.Attachment;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageConfig;
import dev.longshore.engine.ImageFiles;
import dev.longshore.engine.ImageFiles.ImageFile;
import dev.longshore.engine.Images;
import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.engine.testing.TestTar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@EngineTest
@Timeout(180)
class ImageFilesTest {
    private static final Optional<ImageFile> DIRECTORY =
            Optional.of(new ImageFile(ImageFile.Type.DIRECTORY, Optional.empty()));
    private static final Optional<ImageFile> FILE = Optional.of(new ImageFile(ImageFile.Type.FILE, Optional.empty()));

    private final EngineSandbox sandbox = new EngineSandbox();
    private final Images images = sandbox.engine().images();

    @TempDir
    private Path directory;

    @AfterEach
    void clean() {
        sandbox.close();
    }

    @Test
    void tellsWhatIsAtAPath() {
        String image =
                image(new TestTar().directory("srv").file("srv/a b+c%.txt", "x").pipe("srv/pipe"));

        try (ImageFiles files = images.files(image)) {
            assertThat(files.find("/")).isEqualTo(DIRECTORY);
            assertThat(files.find("/srv")).isEqualTo(DIRECTORY);
            assertThat(files.find("/srv/")).isEqualTo(DIRECTORY);
            assertThat(files.find("/srv/a b+c%.txt")).isEqualTo(FILE);
            assertThat(files.find("/srv/pipe")).contains(new ImageFile(ImageFile.Type.OTHER, Optional.empty()));
        }
    }

    @Test
    void givesAFileAndAllOfADirectoryAsATar() throws IOException {
        String image = image(new TestTar().directory("srv").directory("srv/www").file("srv/www/a.txt", "hello"));

        try (ImageFiles files = images.files(image)) {
            assertThat(names(files, "/srv/"))
                    .extracting(name -> name.replaceFirst("^\\./", ""))
                    .filteredOn(name -> !name.isEmpty())
                    .containsExactly("www/", "www/a.txt");
            assertThat(names(files, "/srv/www/a.txt")).containsExactly("a.txt");
        }
    }

    @Test
    void doesNotPassTheEnginesOwnFilesForTheImages() {
        String image = image(new TestTar().directory("etc").file("etc/passwd", "root:x:0:0"));

        try (ImageFiles files = images.files(image)) {
            for (String path : List.of("/", "/etc", "/etc/hosts", "/proc")) {
                assertThatThrownBy(() -> files.archive(path, OutputStream.nullOutputStream()))
                        .isInstanceOf(EngineException.class)
                        .hasMessage("the engine shows files of its own in " + path);
            }
        }
    }

    private static List<String> names(ImageFiles files, String path) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        files.archive(path, bytes);
        List<String> names = new ArrayList<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            names.add(entry.getName());
        }
        return names;
    }

    @Test
    void whatIsMissingOrBelowAFileIsNotThere() {
        String image = image(new TestTar().file("hello.txt", "hello"));

        try (ImageFiles files = images.files(image)) {
            assertThat(files.find("/none")).isEmpty();
            assertThat(files.find("/none/deeper")).isEmpty();
            assertThat(files.find("/hello.txt/below")).isEmpty();
            assertThat(files.read("/none", 10)).isEmpty();
        }
    }

    @Test
    void followsLinksAboveAPathAndTellsOfTheOneAtItsEnd() {
        String image = image(new TestTar()
                .directory("usr")
                .directory("usr/lib")
                .file("usr/lib/tool", "x")
                .symlink("lib", "usr/lib")
                .symlink("tool", "lib/tool")
                .symlink("chain", "/tool")
                .symlink("out", "../../../usr/lib")
                .symlink("dangling", "nowhere/file"));

        try (ImageFiles files = images.files(image)) {
            assertThat(files.find("/lib")).isEqualTo(linkTo("/usr/lib"));
            assertThat(files.find("/lib/tool")).isEqualTo(FILE);
            assertThat(files.find("/tool")).isEqualTo(linkTo("/usr/lib/tool"));
            assertThat(files.find("/chain")).isEqualTo(linkTo("/usr/lib/tool"));
            assertThat(files.find("/out")).isEqualTo(linkTo("/usr/lib"));
            assertThat(files.find("/dangling")).isEqualTo(linkTo("/nowhere/file"));
            assertThat(files.find("/dangling/below")).isEmpty();
        }
    }

    @Test
    void readsSmallFilesAlsoThroughLinks() {
        String image = image(new TestTar()
                .directory("etc")
                .file("etc/users", "me:x:1000:1000::/:\n")
                .file("etc/empty", "")
                .symlink("etc/passwd", "users"));

        try (ImageFiles files = images.files(image)) {
            assertThat(files.read("/etc/passwd", 100)).contains("me:x:1000:1000::/:\n".getBytes(UTF_8));
            assertThat(files.read("/etc/empty", 0)).contains(new byte[0]);
            assertThatThrownBy(() -> files.read("/etc/users", 10))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("/etc/users of the image has 19 bytes, more than the 10 that can be read");
            assertThatThrownBy(() -> files.read("/etc", 10))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("/etc of the image is no file");
        }
    }

    @Test
    void pathsThatAreNotAbsoluteAreRefused() {
        try (ImageFiles files = images.files(EngineSandbox.BUSYBOX)) {
            assertThatThrownBy(() -> files.find("etc/passwd"))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("\"etc/passwd\" is not an absolute path");
        }
    }

    @Test
    void showsWhatTheImageHasAtThePathsOfItsVolumes() {
        String image = image(
                ImageConfig.NONE.withVolumes(List.of("/data", "/made")),
                new TestTar().directory("data").file("data/hello.txt", "hello"));

        try (ImageFiles files = images.files(image)) {
            assertThat(files.read("/data/hello.txt", 10)).contains("hello".getBytes(UTF_8));
            assertThat(files.find("/made")).isEmpty();
        }
    }

    @Test
    void showsNoWorkingDirectoryThatOnlyAContainerWouldGet() {
        String image =
                image(ImageConfig.NONE.withWorkdir(Optional.of("/work/dir")), new TestTar().file("hello.txt", "hello"));

        try (ImageFiles files = images.files(image)) {
            assertThat(files.find("/work")).isEmpty();
        }
    }

    @Test
    void aViewThatWasRemovedIsNotTakenForAnEmptyImage() {
        String image = image(new TestTar().file("hello.txt", "hello"));
        try (ImageFiles files = images.files(image)) {
            views(image).forEach(view -> sandbox.engine().containers().remove(view));

            assertThatThrownBy(() -> files.find("/hello.txt"))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("no such container");
        }
    }

    @Test
    void closedViewsLeaveNothing() {
        String image = image(ImageConfig.NONE.withVolumes(List.of("/data")), new TestTar().file("hello.txt", "hello"));

        ImageFiles files = images.files(image);
        assertThat(views(image)).hasSize(1);
        assertThat(copies(image)).hasSize(1);
        files.close();

        assertThat(views(image)).isEmpty();
        assertThat(copies(image)).isEmpty();
    }

    @Test
    void whoIsInterruptedLeavesNothingEither() {
        String image = image(new TestTar().file("hello.txt", "hello"));
        ImageFiles files = images.files(image);

        Thread.currentThread().interrupt();
        files.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(views(image)).isEmpty();
    }

    @Test
    void viewsThatAKilledProgramLeftAreRemovedOnceTheyAreOld() {
        long now = Instant.now().getEpochSecond();
        long sevenHoursAgo = now - 7 * 60 * 60;
        String old = view("old", sevenHoursAgo);
        String young = view("young", now - 60);
        String oldCopy = image(
                ImageConfig.NONE.withLabels(Map.of(ImageViews.OPENED, Long.toString(sevenHoursAgo))),
                new TestTar().file("hello.txt", "hello"));

        images.files(EngineSandbox.BUSYBOX).close();

        assertThat(sandbox.engine().containers().find(old)).isEmpty();
        assertThat(sandbox.engine().containers().find(young)).isPresent();
        assertThat(images.find(oldCopy)).isEmpty();
    }

    private static List<Image> copies(String image) {
        try (DockerConnection connection =
                DockerConnection.to(EngineAddress.fromEnvironment(System.getenv()), DockerEngine.DEFAULT_PATIENCE)) {
            return connection
                    .client()
                    .listImagesCmd()
                    .withLabelFilter(Map.of(ImageViews.IMAGE, image))
                    .exec();
        }
    }

    private static Optional<ImageFile> linkTo(String path) {
        return Optional.of(new ImageFile(ImageFile.Type.SYMLINK, Optional.of(path)));
    }

    private String image(TestTar content) {
        return image(ImageConfig.NONE.withCmd(Optional.of(List.of("/none"))), content);
    }

    private String image(ImageConfig config, TestTar content) {
        String reference = sandbox.image(sandbox.name("image") + ":1");
        return images.compose(new Composition(Optional.empty(), config, List.of(content.layer(directory)), reference))
                .id();
    }

    private List<String> views(String image) {
        return sandbox.engine().containers().list(Map.of(ImageViews.IMAGE, image)).stream()
                .map(ContainerState::id)
                .toList();
    }

    private String view(String name, long openedAt) {
        Map<String, String> labels = new HashMap<>(sandbox.labels());
        labels.put(ImageViews.OPENED, Long.toString(openedAt));
        return sandbox.engine()
                .containers()
                .create(new ContainerSpec(
                        sandbox.name(name),
                        EngineSandbox.BUSYBOX,
                        ContainerSpec.Program.OF_IMAGE,
                        labels,
                        ContainerSpec.Attached.to(new Attachment("none", Optional.empty(), List.of())),
                        List.of(),
                        ContainerSpec.Limits.NONE,
                        ContainerSpec.Restart.NEVER,
                        ContainerSpec.Hardening.DEFAULT));
    }
}
