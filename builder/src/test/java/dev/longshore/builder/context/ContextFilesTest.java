package dev.longshore.builder.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.Builds;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.testing.InMemorySourceTree;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContextFilesTest {
    private static final InMemorySourceTree TREE = InMemorySourceTree.EMPTY
            .with("microservices/api/Dockerfile", "FROM scratch\n")
            .with("microservices/api/.dockerignore", "Dockerfile\n.dockerignore\nnotes\n")
            .with("microservices/api/notes/secret", "")
            .with("microservices/api/a/x.txt", "")
            .with("microservices/api/a/y.md", "")
            .with("microservices/api/b.txt", "")
            .withSymlink("microservices/api/here", "a")
            .withSymlink("microservices/api/absolute", "/a/../b.txt")
            .withSymlink("microservices/api/out", "../../../other")
            .withSymlink("microservices/api/circle", "circle")
            .withSymlink("microservices/api/hidden", "notes/secret")
            .with("other", "");

    private final ContextFiles files = ContextFiles.of(BuildContext.of(TREE, Builds.of("api")));

    @Test
    void what_is_ignored_is_not_seen_even_where_an_engine_needs_it() {
        assertThat(files.below(SourcePath.ROOT))
                .extracting(SourcePath::value)
                .containsExactly("a", "a/x.txt", "a/y.md", "absolute", "b.txt", "circle", "here", "hidden", "out");
    }

    @Test
    void links_are_followed_within_the_context_and_never_out_of_it() {
        assertThat(resolved("here/x.txt")).contains("a/x.txt");
        assertThat(resolved("absolute")).contains("b.txt");
        assertThat(resolved("out")).isEmpty();
        assertThat(resolved("circle")).isEmpty();
        assertThat(resolved("hidden")).isEmpty();
        assertThat(resolved("missing")).isEmpty();
    }

    @Test
    void a_pattern_matches_whole_paths() {
        assertThat(files.matching("*.txt")).extracting(SourcePath::value).containsExactly("b.txt");
        assertThat(files.matching("?/*.[m-t]*")).extracting(SourcePath::value).containsExactly("a/x.txt", "a/y.md");
    }

    private Optional<String> resolved(String path) {
        return files.resolve(new SourcePath(path)).map(SourcePath::value);
    }
}
