package dev.longshore.builder.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.builder.context.ContextException;
import dev.longshore.engine.Composition.Layer;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.testing.InMemorySourceTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class LayerTarTest {
    private static final String LONG = "ü".repeat(120);

    @Test
    void entries_have_the_modes_and_owners_of_their_nodes_and_nobodys_name() throws IOException {
        InMemorySourceTree tree = InMemorySourceTree.EMPTY.with("page", "hello").withExecutable("run.sh", "#!/bin/sh");
        SortedMap<ImagePath, Node> nodes = new TreeMap<>();
        nodes.put(new ImagePath("/app"), new Node.Directory(01777, new Owner(5, 3_000_000), ImageOf.BUILT));
        nodes.put(new ImagePath("/app/page"), file(tree, "page"));
        nodes.put(new ImagePath("/app/" + LONG), file(tree, "run.sh"));
        nodes.put(new ImagePath("/app/link"), new Node.Link("../ö", new Owner(1, 2), ContentTime.NONE));

        Layer layer = LayerTar.layer(nodes, "COPY . /app");

        assertThat(listing(bytes(layer)))
                .containsExactly(
                        "app/ 1777 5:3000000 0 ",
                        "app/link 777 1:2 0 ../ö",
                        "app/page 644 0:0 5 ",
                        "app/" + LONG + " 755 0:0 9 ");
        assertThat(layer.createdBy()).isEqualTo("COPY . /app");
    }

    @Test
    void a_layer_is_named_by_its_bytes_which_are_the_same_each_time() throws IOException, NoSuchAlgorithmException {
        byte[] bytes = bytes(layerOf("hello"));

        assertThat(layerOf("hello").diffId())
                .isEqualTo("sha256:"
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(layerOf("hello").bytes()).isEqualTo(bytes.length);
    }

    @Test
    void an_edit_that_keeps_the_size_changes_the_time_by_which_programs_tell_changed_files() throws IOException {
        assertThat(times(layerOf("hello"))).isNotEqualTo(times(layerOf("hallo")));
        assertThat(times(layerOf("hello"))).isEqualTo(times(layerOf("hello")));
    }

    @Test
    void a_pointer_of_git_lfs_gets_into_no_layer() {
        assertThatThrownBy(() -> layerOf("version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 1\n"))
                .isInstanceOf(ContextException.class)
                .hasMessageContaining("page is a Git LFS pointer");
    }

    private static Layer layerOf(String content) throws IOException {
        InMemorySourceTree tree = InMemorySourceTree.EMPTY.with("page", content);
        SortedMap<ImagePath, Node> nodes = new TreeMap<>();
        nodes.put(new ImagePath("/page"), file(tree, "page"));
        return LayerTar.layer(nodes, "COPY page /");
    }

    private static Node.File file(InMemorySourceTree tree, String name) {
        return Node.File.of(tree, tree.find(new SourcePath(name)).orElseThrow(), Owner.ROOT);
    }

    private static byte[] bytes(Layer layer) throws IOException {
        try (InputStream content = layer.content().open()) {
            return content.readAllBytes();
        }
    }

    private static List<String> listing(byte[] tar) throws IOException {
        List<String> entries = new ArrayList<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
                entries.add("%s %o %d:%d %d %s"
                        .formatted(
                                entry.getName(),
                                entry.getMode() & 07777,
                                entry.getLongUserId(),
                                entry.getLongGroupId(),
                                entry.getSize(),
                                entry.getLinkName()));
            }
        }
        return entries;
    }

    private static List<Object> times(Layer layer) throws IOException {
        List<Object> times = new ArrayList<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(bytes(layer)))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                times.add(entry.getLastModifiedTime());
            }
        }
        return times;
    }
}
