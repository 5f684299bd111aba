package dev.longshore.builder.same;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ImageContentsTest {
    private static final String CONFIG = """
            {"architecture": "amd64", "os": "linux", "created": "2026-01-01T12:00:00Z",
             "config": {"Env": ["A=1", "B=2"], "Cmd": ["run"], "Labels": {"b": "2", "a": "1"}, "Hostname": "x"}}
            """;

    @Test
    void anImageEqualsItselfWhateverItsLayersAndTimesAre() throws IOException {
        ImageContents inOne = image(CONFIG, tree());
        ImageContents inTwo = image(
                CONFIG.replace("2026", "2025").replace("\"x\"", "\"y\""),
                new TarFile().directory("app", 0700, 1, 1).file("app/gone", 0644, 0, 0, "old"),
                tree().file("app/.wh.gone", 0, 0, 0, ""));

        assertThat(inOne.differences(inTwo)).isEmpty();
    }

    @Test
    void aModeAnOwnerALinkAByteAndAKindAreEachADifference() throws IOException {
        assertThat(differences(new TarFile()
                        .directory("app", 0750, 0, 0)
                        .file("app/run.sh", 0644, 0, 7, "run!")
                        .symlink("app/link", "other")
                        .directory("app/kind", 0755, 0, 0)))
                .containsExactly(
                        "/app: mode is 750, should be 755",
                        "/app/kind: kind is DIRECTORY, should be FILE",
                        "/app/kind: mode is 755, should be 644",
                        "/app/kind: size is 0, should be 4",
                        "/app/kind: content is , should be 0b27c158feb3",
                        "/app/link: link is other, should be run.sh",
                        "/app/run.sh: mode is 644, should be 755",
                        "/app/run.sh: owner is 0:7, should be 0:0",
                        "/app/run.sh: content is 12a0f00cc672, should be 7d1acaa40053");
    }

    @Test
    void whatIsMissingAndWhatIsTooMuchAreDifferences() throws IOException {
        assertThat(differences(tree().file("app/extra", 0644, 0, 0, "x")))
                .singleElement()
                .asString()
                .startsWith("/app/extra: is {kind=FILE, mode=644, owner=0:0, size=1, ")
                .endsWith(", should not be there");
        assertThat(differences(tree().file(".wh.app", 0, 0, 0, ""))).isEmpty();
        assertThat(image(CONFIG, tree()).differences(image(CONFIG, tree(), new TarFile().file(".wh.app", 0, 0, 0, ""))))
                .hasSize(4)
                .allMatch(line -> line.contains(": is missing, should be {kind="));
    }

    @Test
    void orderCountsInTheEnvironmentAndNotAmongLabels() throws IOException {
        assertThat(settings("\"A=1\", \"B=2\"", "\"B=2\", \"A=1\""))
                .containsExactly("Env: value is [\"B=2\",\"A=1\"], should be [\"A=1\",\"B=2\"]");
        assertThat(settings("\"b\": \"2\", \"a\": \"1\"", "\"a\": \"1\", \"b\": \"2\""))
                .isEmpty();
        assertThat(settings("\"a\": \"1\"", "\"a\": \"1\", \"dev.longshore.environment\": \"shop\""))
                .isEmpty();
        assertThat(settings("\"a\": \"1\"", "\"a\": \"2\"")).hasSize(1);
        assertThat(settings("\"Cmd\": [\"run\"], ", "")).hasSize(1);
        assertThat(settings("\"Cmd\":", "\"Entrypoint\": [], \"User\": \"\", \"Volumes\": null, \"Cmd\":"))
                .isEmpty();
    }

    @Test
    void aDirectoryThatALayerPutsThingsIntoMustBeDescribedByIt() throws IOException {
        ImageContents described = image(
                CONFIG,
                new TarFile().directory("app", 0755, 0, 0),
                new TarFile().directory("app", 0755, 0, 0).file("app/x", 0644, 0, 0, "x"));
        ImageContents taken =
                image(CONFIG, new TarFile().directory("app", 0755, 0, 0), new TarFile().file("app/x", 0644, 0, 0, "x"));

        assertThat(described.differences(taken)).contains("/app: kind is UNDESCRIBED_DIRECTORY, should be DIRECTORY");
    }

    @Test
    void layersHideAndReplaceWhatIsBelowThem() throws IOException {
        ImageContents image = image(
                CONFIG,
                new TarFile()
                        .directory("a", 0755, 0, 0)
                        .file("a/1", 0644, 0, 0, "1")
                        .directory("b", 0755, 0, 0)
                        .file("b/1", 0644, 0, 0, "1")
                        .directory("c", 0755, 0, 0)
                        .file("c/1", 0644, 0, 0, "1")
                        .file("c2", 0644, 0, 0, "1"),
                new TarFile()
                        .directory("a", 0700, 0, 0)
                        .file("a/.wh..wh..opq", 0, 0, 0, "")
                        .file("a/2", 0755, 5, 5, "2")
                        .hardLink("a/3", "a/2")
                        .symlink("b", "a")
                        .file(".wh.c", 0, 0, 0, ""));

        assertThat(image.files().keySet()).containsExactly("", "a", "a/2", "a/3", "b", "c2");
        assertThat(image.files()).containsEntry("a", FileEntry.directory(0700, 0, 0));
        assertThat(image.files().get("a/3")).isEqualTo(image.files().get("a/2"));
    }

    @Test
    void anArchiveWithoutItsPartsIsNoImage() {
        byte[] empty = new TarFile().bytes();

        assertThatThrownBy(() -> ImageContents.read(new ByteArrayInputStream(empty)))
                .isInstanceOf(IOException.class)
                .hasMessage("the image's archive has no \"manifest.json\"");
    }

    private static TarFile tree() {
        return new TarFile()
                .directory("app", 0755, 0, 0)
                .file("app/run.sh", 0755, 0, 0, "run.")
                .symlink("app/link", "run.sh")
                .file("app/kind", 0644, 0, 0, "kind");
    }

    private static Iterable<String> differences(TarFile found) throws IOException {
        return image(CONFIG, tree()).differences(image(CONFIG, found));
    }

    /** Of two images whose configs differ in one place. */
    private static Iterable<String> settings(String one, String other) throws IOException {
        String first = CONFIG.replace("\"b\": \"2\", \"a\": \"1\"", one.contains("\"a\"") ? one : "\"a\": \"1\"");
        assertThat(first).contains(one);
        return image(first).differences(image(first.replace(one, other)));
    }

    private static ImageContents image(String config, TarFile... layers) throws IOException {
        TarFile archive = new TarFile();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < layers.length; i++) {
            String name = String.format(Locale.ROOT, "%d/layer.tar", i);
            archive.file(name, 0644, 0, 0, layers[i].bytes());
            names.append(i == 0 ? "" : ",").append('"').append(name).append('"');
        }
        archive.file("config.json", 0644, 0, 0, config);
        archive.file("manifest.json", 0644, 0, 0, "[{\"Config\":\"config.json\",\"Layers\":[" + names + "]}]");
        return ImageContents.read(new ByteArrayInputStream(archive.bytes()));
    }
}
