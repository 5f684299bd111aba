package dev.longshore.builder.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.Builds;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.testing.InMemorySourceTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildContextTest {
    private static final ImageBuild API = Builds.of("api");

    @Test
    void onlyTheContextDirectoryIsIn() {
        InMemorySourceTree tree = InMemorySourceTree.of(Map.of(
                "microservices/api/Dockerfile", "FROM x",
                "microservices/api/src/main.py", "1",
                "microservices/api2/Dockerfile", "FROM y",
                "README.md", "2"));

        assertThat(names(tree, API)).containsExactly("Dockerfile", "src", "src/main.py");
    }

    @Test
    void ignoredDockerfileAndIgnoreFileAreSentAllTheSame() {
        InMemorySourceTree tree = InMemorySourceTree.of(Map.of(
                "microservices/api/Dockerfile", "FROM x",
                "microservices/api/.dockerignore", "*",
                "microservices/api/src/main.py", "1"));

        assertThat(names(tree, API)).containsExactly(".dockerignore", "Dockerfile");
    }

    @Test
    void fileTakenBackInBringsItsDirectories() {
        InMemorySourceTree tree = InMemorySourceTree.of(Map.of(
                "microservices/api/Dockerfile", "FROM x",
                "microservices/api/.dockerignore", "src\n!**/keep.py",
                "microservices/api/src/deep/keep.py", "1",
                "microservices/api/src/deep/drop.py", "1",
                "microservices/api/src/other/drop.py", "1"));

        assertThat(names(tree, API))
                .containsExactly(".dockerignore", "Dockerfile", "src", "src/deep", "src/deep/keep.py");
    }

    @Test
    void ignoreFileOfTheDockerfileOutweighsTheCommonOne() {
        InMemorySourceTree tree = InMemorySourceTree.of(Map.of(
                "microservices/api/Dockerfile", "FROM x",
                "microservices/api/.dockerignore", "a",
                "microservices/api/Dockerfile.dockerignore", "b",
                "microservices/api/a", "1",
                "microservices/api/b", "1"));

        assertThat(names(tree, API)).containsExactly(".dockerignore", "Dockerfile", "Dockerfile.dockerignore", "a");
    }

    @Test
    void dockerfileOutsideItsContextGetsANameMadeFromItsContent() {
        InMemorySourceTree tree =
                InMemorySourceTree.of(Map.of("docker/api.Dockerfile", "FROM x", "microservices/api/a", "1"));
        ImageBuild build = Builds.of("api", "api", "microservices/api", "docker/api.Dockerfile");

        BuildContext context = BuildContext.of(tree, build);

        assertThat(context.dockerfilePath())
                .isEqualTo(".dockerfile." + context.dockerfile().orElseThrow().id());
        assertThat(names(tree, build)).containsExactly("a");
    }

    private static List<String> names(InMemorySourceTree tree, ImageBuild build) {
        BuildContext context = BuildContext.of(tree, build);
        return context.entries().stream()
                .map(SourceEntry::path)
                .map(context::relative)
                .toList();
    }
}
