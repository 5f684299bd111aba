package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.Composition;
import dev.longshore.engine.Composition.Layer;
import dev.longshore.engine.ImageConfig;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageDocumentTest {
    private static final String BELOW = "sha256:" + "a".repeat(64);
    private static final String ABOVE = "sha256:" + "b".repeat(64);
    private static final BaseImage BASE = new BaseImage(
            Optional.of("sha256:" + "c".repeat(64)),
            Instant.parse("2026-01-02T03:04:05.678Z"),
            "arm64",
            "linux",
            Optional.of("v8"),
            List.of(BELOW));

    @Test
    void hasTheLayersOfTheBaseBelowItsOwnAndALineOfHistoryForEach() {
        ImageDocument document = ImageDocument.of(
                composition(
                        ImageConfig.NONE.withCmd(Optional.of(List.of("run"))).withAuthor(Optional.of("me"))),
                BASE);

        assertThat(document.json())
                .isEqualTo("{\"architecture\":\"arm64\",\"author\":\"me\",\"config\":{\"Cmd\":[\"run\"]},"
                        + "\"created\":\"2026-01-02T03:04:05.678Z\",\"history\":["
                        + "{\"created\":\"2026-01-02T03:04:05.678Z\",\"created_by\":\"base\"},"
                        + "{\"created\":\"2026-01-02T03:04:05.678Z\",\"created_by\":\"COPY . .\"}],"
                        + "\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + BELOW + "\",\"" + ABOVE
                        + "\"]},\"variant\":\"v8\"}");
    }

    @Test
    void itsDigestIsTheImagesId() {
        // As sha256sum tells it of the text above.
        assertThat(ImageDocument.of(
                                composition(ImageConfig.NONE
                                        .withCmd(Optional.of(List.of("run")))
                                        .withAuthor(Optional.of("me"))),
                                BASE)
                        .id())
                .isEqualTo("sha256:67d7da08deccaab1f29f07f5f3b98c1098b078aea2231822079d386f02ff9562");
    }

    @Test
    void theOrderInWhichLabelsPortsAndVolumesAreGivenDoesNotMatter() {
        ImageConfig one = ImageConfig.NONE
                .withLabels(Map.of("a", "1", "b", "2", "c", "3"))
                .withPorts(List.of("80/tcp", "443/tcp", "80/tcp"))
                .withVolumes(List.of("/b", "/a"));
        ImageConfig other = ImageConfig.NONE
                .withLabels(Map.of("c", "3", "b", "2", "a", "1"))
                .withPorts(List.of("443/tcp", "80/tcp"))
                .withVolumes(List.of("/a", "/b"));

        assertThat(ImageDocument.of(composition(one), BASE)).isEqualTo(ImageDocument.of(composition(other), BASE));
    }

    @Test
    void aLayerNeedsADigest() {
        assertThatThrownBy(() -> new Layer("sha256:123", 0, InputStream::nullInputStream, "COPY"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"sha256:123\" is not a digest");
    }

    private static Composition composition(ImageConfig config) {
        return new Composition(
                BASE.id(), config, List.of(new Layer(ABOVE, 0, InputStream::nullInputStream, "COPY . .")), "page:1");
    }
}
