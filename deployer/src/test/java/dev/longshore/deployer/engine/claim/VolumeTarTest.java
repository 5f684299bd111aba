package dev.longshore.deployer.engine.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.deployer.engine.testing.Tar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeTarTest {
    @Test
    void everything_lies_in_the_directory_with_its_owner_mode_time_and_content() throws IOException {
        String longName = "d".repeat(120) + "/" + "f".repeat(150);
        byte[] tar = new Tar()
                .directory("./", 0700, 999)
                .file("./a.txt", "hello")
                .file("ünï/" + longName, "long")
                .link(TarConstants.LF_SYMLINK, "link", "/etc/passwd")
                .link(TarConstants.LF_LINK, "hard", "./a.txt")
                .bytes();

        Map<String, TarArchiveEntry> entries = read(tar);

        assertThat(entries).containsOnlyKeys("data/", "data/a.txt", "data/ünï/" + longName, "data/link", "data/hard");
        assertThat(entry(entries, "data/").getMode() & 07777).isEqualTo(0700);
        assertThat(entry(entries, "data/").getLongUserId()).isEqualTo(999);
        assertThat(entry(entries, "data/a.txt").getSize()).isEqualTo(5);
        assertThat(entry(entries, "data/a.txt").getLastModifiedTime()).isEqualTo(Tar.TIME);
        assertThat(entry(entries, "data/link").getLinkName()).isEqualTo("/etc/passwd");
        assertThat(entry(entries, "data/hard").getLinkName()).isEqualTo("data/a.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "a/..", "..", "./.."})
    void a_path_that_leads_out_of_the_volume_is_refused(String path) {
        assertRefused(new Tar().file(path, "x"), "\"" + path + "\" in it leads out of the volume");
    }

    @Test
    void an_absolute_path_is_refused() {
        assertRefused(new Tar().file("/etc/passwd", "x"), "\"/etc/passwd\" in it has an absolute path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link/x", "./link/x", "link//x", "link/./x", "link/deep/x"})
    void a_file_behind_a_symbolic_link_is_refused(String path) {
        assertRefused(
                new Tar().link(TarConstants.LF_SYMLINK, "link", "/etc").file(path, "x"), "lies behind a symbolic link");
    }

    @Test
    void a_hard_link_to_something_outside_is_refused() {
        assertRefused(new Tar().link(TarConstants.LF_LINK, "hard", "../x"), "\"hard\" in it leads out of the volume");
        assertRefused(
                new Tar().link(TarConstants.LF_LINK, "hard", "/etc/passwd"), "\"hard\" in it has an absolute path");
        assertRefused(
                new Tar()
                        .link(TarConstants.LF_SYMLINK, "link", "/etc")
                        .link(TarConstants.LF_LINK, "hard", "link/passwd"),
                "lies behind a symbolic link");
    }

    @Test
    void a_device_is_refused() {
        assertRefused(new Tar().special(TarConstants.LF_CHR, "null"), "\"null\" in it is a device");
        assertRefused(new Tar().special(TarConstants.LF_BLK, "disk"), "\"disk\" in it is a device");
    }

    @Test
    void what_is_no_tar_or_an_empty_one_is_refused() {
        assertThatThrownBy(() -> read(new byte[0])).hasMessage("it is empty");
        assertThatThrownBy(() -> read("this is no tar at all ".repeat(100).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 700, 1024, 2000, 2560})
    void a_tar_without_its_end_is_refused_without_compression_too(int length) {
        byte[] whole = new Tar().file("a", "x".repeat(2000)).bytes();

        assertThatThrownBy(() -> read(Arrays.copyOf(whole, length))).isInstanceOf(IOException.class);
    }

    @Test
    void a_tar_that_ends_early_is_refused_wherever_that_is() throws IOException {
        byte[] whole = new Tar().file("a", "x".repeat(2000)).gzipped();
        for (int length = 0; length < whole.length; length++) {
            InputStream cut = new ByteArrayInputStream(whole, 0, length);
            assertThatThrownBy(() -> new VolumeTar(new GZIPInputStream(cut), "data").readAllBytes())
                    .as("the first %d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class);
        }
        assertThat(new VolumeTar(new GZIPInputStream(new ByteArrayInputStream(whole)), "data").readAllBytes())
                .isNotEmpty();
    }

    private static void assertRefused(Tar tar, String message) {
        assertThatThrownBy(() -> read(tar.bytes()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    private static Map<String, TarArchiveEntry> read(byte[] tar) throws IOException {
        Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new VolumeTar(new ByteArrayInputStream(tar), "data"), "UTF-8")) {
            for (Optional<TarArchiveEntry> entry = Optional.ofNullable(in.getNextEntry());
                    entry.isPresent();
                    entry = Optional.ofNullable(in.getNextEntry())) {
                entries.put(entry.get().getName(), entry.get());
            }
        }
        return entries;
    }

    private static TarArchiveEntry entry(Map<String, TarArchiveEntry> entries, String name) {
        return Optional.ofNullable(entries.get(name)).orElseThrow();
    }
}
