package dev.longshore.builder.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.testing.InMemorySourceTree;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class StageFilesTest {
    private static final Owner WEB = new Owner(33, 34);
    private static final InMemorySourceTree TREE =
            InMemorySourceTree.of(Map.of("page", "hello", "users", "asha:x:7:8"));

    private final ImageOf base = new ImageOf()
            .withDirectory("/usr")
            .withDirectory("/usr/bin", 0751, 3, 4)
            .withLink("/bin", "/usr/bin")
            .withDirectory("/etc")
            .withFile("/etc/passwd", "root:x:0:0")
            .withDirectory("/srv")
            .withDirectory("/srv/old")
            .withFile("/srv/old/file", "")
            .withLink("/site", "/srv");
    private final StageFiles stage = new StageFiles(base);

    @Test
    void a_path_is_followed_through_links_of_the_base_and_of_the_stage() throws NeedsEngineException {
        stage.put(path("/srv/here"), new Node.Link("../etc/./passwd", Owner.ROOT, ContentTime.NONE));

        assertThat(stage.resolve(path("/bin/tool"))).isEqualTo(path("/usr/bin/tool"));
        assertThat(stage.resolve(path("/site/here"))).isEqualTo(path("/etc/passwd"));
        assertThat(stage.resolve(path("/nothing/there"))).isEqualTo(path("/nothing/there"));
    }

    @Test
    void links_that_lead_in_a_circle_are_an_engines_to_refuse() throws NeedsEngineException {
        stage.put(path("/a"), new Node.Link("/b", Owner.ROOT, ContentTime.NONE));
        stage.put(path("/b"), new Node.Link("a", Owner.ROOT, ContentTime.NONE));

        assertThatThrownBy(() -> stage.resolve(path("/a"))).isInstanceOf(NeedsEngineException.class);
    }

    @Test
    void a_tree_has_what_the_base_has_and_the_stage_has_put_there_instead() throws IOException, NeedsEngineException {
        stage.put(path("/srv/old/file"), file("page"));
        stage.put(path("/srv/new"), new Node.Link("old", WEB, ContentTime.NONE));
        stage.put(path("/usr/bin"), new Node.Link("/srv", WEB, ContentTime.NONE));

        try (Spool spool = new Spool(1024)) {
            assertThat(stage.tree(path("/srv"), spool))
                    .containsExactly(
                            Map.entry(path("/srv"), new Node.Directory(0755, Owner.ROOT, ImageOf.BUILT)),
                            Map.entry(path("/srv/new"), new Node.Link("old", WEB, ContentTime.NONE)),
                            Map.entry(path("/srv/old"), new Node.Directory(0755, Owner.ROOT, ImageOf.BUILT)),
                            Map.entry(path("/srv/old/file"), file("page")));
            assertThat(stage.tree(path("/usr"), spool)).containsOnlyKeys(path("/usr"), path("/usr/bin"));
        }
    }

    @Test
    void a_file_of_the_base_reads_the_same_each_time_as_long_as_the_spool_is_open()
            throws IOException, NeedsEngineException {
        ImagePath passwd = path("/etc/passwd");
        try (Spool spool = new Spool(1024)) {
            SortedMap<ImagePath, Node> tree = stage.tree(passwd, spool);
            stage.tree(path("/etc"), spool);

            assertThat(tree).containsOnlyKeys(passwd);
            FileContent content = ((Node.File) tree.values().iterator().next()).content();
            assertThat(content.size()).isEqualTo("root:x:0:0".length());
            assertThat(content.open()).hasContent("root:x:0:0");
            assertThat(content.open()).hasContent("root:x:0:0");
        }
    }

    @Test
    void more_than_the_spools_budget_is_an_engines() throws IOException {
        try (Spool spool = new Spool("root:x:0:0".length() - 1)) {
            assertThatThrownBy(() -> stage.tree(path("/etc"), spool))
                    .isInstanceOf(NeedsEngineException.class)
                    .hasMessageContaining("come from other stages and images");
        }
    }

    @Test
    void a_layer_names_the_directories_above_as_the_base_has_them() throws NeedsEngineException {
        stage.makeDirectories(path("/usr/bin/new/deep"), WEB);

        assertThat(stage.endLayer())
                .containsExactly(
                        Map.entry(path("/usr"), new Node.Directory(0755, Owner.ROOT, ImageOf.BUILT)),
                        Map.entry(path("/usr/bin"), new Node.Directory(0751, new Owner(3, 4), ImageOf.BUILT)),
                        Map.entry(path("/usr/bin/new"), Node.Directory.made(WEB)),
                        Map.entry(path("/usr/bin/new/deep"), Node.Directory.made(WEB)));
        assertThat(stage.endLayer()).isEmpty();
    }

    @Test
    void what_a_file_replaces_stays_gone_when_a_directory_replaces_the_file() throws NeedsEngineException {
        stage.put(path("/srv/old"), file("page"));
        stage.endLayer();
        stage.put(path("/srv/old"), Node.Directory.made(Owner.ROOT));

        assertThat(stage.find(path("/srv/old/file"))).isEmpty();
        assertThat(stage.isDirectory(path("/srv/old"))).isTrue();
    }

    @Test
    void a_directory_in_place_of_a_link_has_nothing_of_what_the_link_led_to() throws NeedsEngineException {
        stage.put(path("/site"), Node.Directory.made(Owner.ROOT));

        assertThat(stage.resolve(path("/site/old"))).isEqualTo(path("/site/old"));
        assertThat(stage.find(path("/site/old"))).isEmpty();
        assertThatThrownBy(() -> stage.resolve(path("/bin"))).isInstanceOf(NeedsEngineException.class);
    }

    @Test
    void a_directory_is_merged_into_one_that_is_there() throws NeedsEngineException {
        stage.put(path("/srv/old"), Node.Directory.made(WEB));

        assertThat(stage.find(path("/srv/old/file"))).isPresent();
        assertThat(stage.endLayer()).containsEntry(path("/srv/old"), Node.Directory.made(WEB));
    }

    @Test
    void no_directory_is_made_below_a_file() {
        assertThatThrownBy(() -> stage.makeDirectories(path("/etc/passwd/x"), Owner.ROOT))
                .isInstanceOf(NeedsEngineException.class)
                .hasMessage("/etc/passwd is no directory of the image");
    }

    @Test
    void a_file_reads_as_the_base_has_it_until_the_stage_brings_another() throws NeedsEngineException {
        assertThat(stage.read(path("/etc/passwd")))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("root:x:0:0"));

        stage.put(path("/etc/passwd"), file("users"));

        assertThat(stage.read(path("/etc/passwd")))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("asha:x:7:8"));
        assertThat(stage.read(path("/etc"))).isEmpty();
    }

    private static Node.File file(String name) {
        SourceEntry entry = TREE.find(new SourcePath(name)).orElseThrow();
        return Node.File.of(TREE, entry, Owner.ROOT);
    }

    private static ImagePath path(String value) {
        return new ImagePath(value);
    }
}
