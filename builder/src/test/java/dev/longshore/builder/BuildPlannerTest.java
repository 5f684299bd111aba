package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildPlanner.Situation;
import dev.longshore.builder.PlannedBuild.Decision;
import dev.longshore.builder.context.BuildContext;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.Microservice;
import dev.longshore.project.Project;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.ProjectName;
import dev.longshore.project.release.Image;
import dev.longshore.project.release.Release;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import dev.longshore.project.testing.InMemorySourceTree;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildPlannerTest {
    private static final ImageBuild API = Builds.of("api");
    private static final Project PROJECT = Builds.project(Builds.microservice("api", API));
    private static final InMemorySourceTree TREE = InMemorySourceTree.of(Map.of(
            "microservices/api/Dockerfile", "FROM x",
            "microservices/api/search.py", "1",
            "microservices/api/lib/a.py", "1",
            "README.md", "1"));

    private final Set<String> onEngine = new HashSet<>();
    private Bases bases = Bases.NONE;
    private EarlierImages earlier = EarlierImages.NONE;
    private final BuildPlanner planner = new BuildPlanner(onEngine::contains);

    @Test
    void firstPushBuildsEverything() {
        PlannedBuild planned = planOne(TREE, Optional.empty());

        assertThat(planned.decision()).isEqualTo(Decision.BUILD);
        assertThat(planned.reason()).isEqualTo("first build");
        assertThat(planned.reference()).matches("longshore/shop/api:[0-9a-f]{20}");
        assertThat(planned.microservice()).isEqualTo("api");
    }

    @Test
    void changedFilesAreNamedWithTheTreesTheyChanged() {
        InMemorySourceTree changed = TREE.with("microservices/api/search.py", "2");

        PlannedBuild planned = planOne(changed, Optional.of(live(TREE)));

        assertThat(planned.decision()).isEqualTo(Decision.BUILD);
        assertThat(planned.reason())
                .isEqualTo("microservices/api changed (" + shortId(TREE, "microservices/api") + " → "
                        + shortId(changed, "microservices/api") + "): search.py");
    }

    @Test
    void manyChangedFilesAreCounted() {
        InMemorySourceTree changed = TREE.without("microservices/api/search.py")
                .withExecutable("microservices/api/lib/a.py", "1")
                .with("microservices/api/new/1", "")
                .with("microservices/api/new/2", "")
                .with("microservices/api/new/3", "")
                .with("microservices/api/z", "")
                .with("microservices/api/Dockerfile", "FROM y");

        assertThat(planOne(changed, Optional.of(live(TREE))).reason())
                .endsWith("): Dockerfile, lib/a.py, new/1 and 4 more");
        assertThat(planOne(TREE.without("microservices/api/search.py"), Optional.of(live(TREE)))
                        .reason())
                .endsWith("): search.py (removed)");
    }

    @Test
    void changeElsewhereOrOfIgnoredFilesChangesNothing() {
        InMemorySourceTree before = TREE.with("microservices/api/.dockerignore", "*.md\ntest");
        Baseline live = live(before);
        InMemorySourceTree after = before.with("README.md", "2")
                .with("microservices/api/notes.md", "new")
                .with("microservices/api/test/a_test.py", "new");

        PlannedBuild planned = planOne(after, Optional.of(live));

        assertThat(planned.decision()).isEqualTo(Decision.UNCHANGED);
        assertThat(planned.reason()).isEqualTo("unchanged");
        assertThat(live.release().images()).containsKey(planned.reference());
    }

    @Test
    void imageOfTheSameInputsIsReused() {
        Baseline live = live(TREE.with("microservices/api/search.py", "2"));
        onEngine.add(planOne(TREE, Optional.empty()).reference());

        PlannedBuild planned = planOne(TREE, Optional.of(live));

        assertThat(planned.decision()).isEqualTo(Decision.REUSE);
        assertThat(planned.reason()).isEqualTo("same inputs as an image built before");
    }

    @Test
    void liveImageThatIsGoneIsBuiltAgain() {
        Baseline live = live(TREE);
        onEngine.clear();

        PlannedBuild planned = planOne(TREE, Optional.of(live));

        assertThat(planned.decision()).isEqualTo(Decision.BUILD);
        assertThat(planned.reason()).isEqualTo("its image is no longer on the engine");
    }

    @Test
    void dockerfileOutsideTheContextIsAnInputToo() {
        ImageBuild build = Builds.of("api", "api", "microservices/api", "docker/api.Dockerfile");
        Project project = Builds.project(Builds.microservice("api", build));
        InMemorySourceTree before = TREE.with("docker/api.Dockerfile", "FROM x");
        InMemorySourceTree after = TREE.with("docker/api.Dockerfile", "FROM y");

        PlannedBuild planned =
                plan(project, after, Optional.of(live(project, before))).get(0);

        assertThat(planned.decision()).isEqualTo(Decision.BUILD);
        assertThat(planned.reason())
                .isEqualTo("docker/api.Dockerfile changed (" + shortId(before, "docker/api.Dockerfile") + " → "
                        + shortId(after, "docker/api.Dockerfile") + ")");
    }

    @Test
    void movedContextOrDockerfileIsTheReason() {
        InMemorySourceTree tree = TREE.with("docker/Dockerfile", "FROM x").with("app/Dockerfile", "FROM x");
        Project otherFile = Builds.project(
                Builds.microservice("api", Builds.of("api", "api", "microservices/api", "docker/Dockerfile")));
        Project otherContext =
                Builds.project(Builds.microservice("api", Builds.of("api", "api", "app", "app/Dockerfile")));

        assertThat(plan(otherFile, tree, Optional.of(live(tree))).get(0).reason())
                .isEqualTo("its Dockerfile is docker/Dockerfile, no longer microservices/api/Dockerfile");
        assertThat(plan(otherContext, tree, Optional.of(live(tree))).get(0).reason())
                .isEqualTo("its context is app, no longer microservices/api");
    }

    @Test
    void sameFilesInAnotherPlaceAreTheSameImage() {
        InMemorySourceTree tree = InMemorySourceTree.of(Map.of("a/Dockerfile", "FROM x", "b/Dockerfile", "FROM x"));

        assertThat(reference(tree, Builds.of("api", "api", "a", "a/Dockerfile")))
                .isEqualTo(reference(tree, Builds.of("api", "api", "b", "b/Dockerfile")));
    }

    @Test
    void modeNameOrContentOfAnyFileChangesTheName() {
        List<String> references = List.of(
                reference(TREE, API),
                reference(TREE.withExecutable("microservices/api/search.py", "1"), API),
                reference(TREE.withSymlink("microservices/api/search.py", "1"), API),
                reference(TREE.with("microservices/api/search.py", "2"), API),
                reference(TREE.without("microservices/api/search.py").with("microservices/api/find.py", "1"), API),
                reference(TREE.with("microservices/api/Dockerfile", "FROM y"), API));

        assertThat(references).doesNotHaveDuplicates();
    }

    @Test
    void severalImagesOfAMicroserviceCarryTheirContainersNames() {
        Microservice two = Builds.microservice(
                "api",
                Builds.of("api", "web", "microservices/api", "microservices/api/Dockerfile"),
                Builds.of("api", "worker", "microservices/api", "microservices/api/Dockerfile.worker"));
        InMemorySourceTree tree = TREE.with("microservices/api/Dockerfile.worker", "FROM y");

        assertThat(plan(Builds.project(two), tree, Optional.empty()))
                .extracting(planned -> planned.reference().replaceAll(":.*", ""))
                .containsExactly("longshore/shop/api-web", "longshore/shop/api-worker");
    }

    @Test
    void environmentsHaveImagesOfTheirOwn() {
        EnvironmentName staging = new EnvironmentName(new ProjectName("shop"), "staging");

        assertThat(planner.plan(PROJECT, TREE, new Situation(staging, Optional.empty(), Bases.NONE, EarlierImages.NONE))
                        .get(0)
                        .reference())
                .startsWith("longshore/shop-staging/api:");
    }

    @Test
    void equalDirectoriesAreNotOpenedToFindTheReason() {
        InMemorySourceTree before = TREE.with("microservices/api/lib/deep/x", "1");
        InMemorySourceTree after = before.with("microservices/api/search.py", "2");
        Recording recording = new Recording(before);

        planOne(after, Optional.of(new Baseline(PROJECT, recording, live(before).release())));

        assertThat(recording.listed).containsExactly("microservices/api");
    }

    @Test
    void filesThatNoStepUsesChangeNothing() {
        InMemorySourceTree tree = TREE.with("microservices/api/Dockerfile", "FROM scratch\nCOPY lib search.* /app/\n");
        Baseline live = live(tree);

        assertThat(planOne(tree.with("microservices/api/notes.md", "new"), Optional.of(live))
                        .decision())
                .isEqualTo(Decision.UNCHANGED);
        assertThat(planOne(tree.with("microservices/api/lib/b.py", "new"), Optional.of(live))
                        .reason())
                .endsWith("): lib/b.py");
        assertThat(planOne(tree.with("microservices/api/search.cfg", "new"), Optional.of(live))
                        .reason())
                .endsWith("): search.cfg");
        assertThat(planOne(tree.without("microservices/api/lib/a.py"), Optional.of(live))
                        .reason())
                .endsWith("): lib/a.py (removed)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM scratch\nCOPY . /app\n",
                "FROM scratch\nARG FILES=lib\nCOPY $FILES /app\n",
                "FROM scratch\nRUN --mount=type=bind,target=/src make\n",
                "FROM unknown\nCOPY lib /app\n",
                "FROM triggers\nCOPY lib /app\n",
                "COPY lib /app\n"
            })
    void allFilesCountWhereTheDockerfileDoesNotTell(String dockerfile) {
        bases = Bases.of(Map.of("triggers", new PinnedBase("triggers", "sha256:1", Optional.empty(), true)));
        InMemorySourceTree tree = TREE.with("microservices/api/Dockerfile", dockerfile);

        assertThat(reference(tree, API)).isNotEqualTo(reference(tree.with("microservices/api/notes", "1"), API));
    }

    @Test
    void ofALargerContextOnlyTheDirectoriesThatAreCopiedCountAndThePlanNamesThem() {
        Project project = Builds.project(Builds.microservice("api", Builds.ofAll("api")));
        InMemorySourceTree tree = TREE.with("microservices/api/Dockerfile", """
                        FROM scratch
                        COPY pom.xml /
                        COPY libs/common /libs/common
                        COPY microservices/api /app
                        """)
                .with("pom.xml", "1")
                .with("libs/common/util.py", "1")
                .with("libs/other/x.py", "1");
        Baseline live = live(project, tree);
        InMemorySourceTree common = tree.with("libs/common/util.py", "2");
        InMemorySourceTree pom = tree.with("pom.xml", "2");

        assertThat(plan(project, tree.with("libs/other/x.py", "2"), Optional.of(live)))
                .extracting(PlannedBuild::decision)
                .containsExactly(Decision.UNCHANGED);
        assertThat(reason(project, common, live))
                .isEqualTo("libs/common changed (" + shortId(tree, "libs/common") + " → "
                        + shortId(common, "libs/common") + "): util.py");
        assertThat(reason(project, pom, live))
                .isEqualTo("pom.xml changed (" + shortId(tree, "pom.xml") + " → " + shortId(pom, "pom.xml") + ")");
        assertThat(reason(project, common.with("microservices/api/search.py", "2"), live))
                .isEqualTo("libs/common/util.py, microservices/api/search.py changed");
    }

    @Test
    void whatNoStepNamesIsNotEvenLookedAt() {
        Recording tree = new Recording(TREE.with(
                        "microservices/api/Dockerfile", "FROM scratch\nCOPY libs/common/*.py microservices/api /app/\n")
                .with("libs/common/util.py", "1")
                .with("libs/common/deep/x.py", "1")
                .with("libs/other/x.py", "1"));

        reference(tree, Builds.ofAll("api"));

        assertThat(tree.listed).contains("libs/common").doesNotContain("libs/other");
    }

    @Test
    void ofWhatIsSharedByDeclarationTheRestOfTheContextIsNoPart() {
        ImageBuild build = Builds.ofAll("api", "libs/common", "pom.xml");
        InMemorySourceTree tree = TREE.with("microservices/api/Dockerfile", "FROM x\nCOPY . .\nRUN make")
                .with("pom.xml", "1")
                .with("libs/common/util.py", "1");
        String reference = reference(tree, build);

        assertThat(reference(tree.with("libs/other/x.py", "1").with("README.md", "2"), build))
                .isEqualTo(reference);
        assertThat(List.of(
                        reference(tree.with("libs/common/util.py", "2"), build),
                        reference(tree.with("pom.xml", "2"), build),
                        reference(tree.with("microservices/api/search.py", "2"), build)))
                .doesNotContain(reference)
                .doesNotHaveDuplicates();
        assertThat(BuildContext.of(tree, build).entries())
                .extracting(entry -> entry.path().value())
                .containsExactlyInAnyOrder(
                        "libs",
                        "libs/common",
                        "libs/common/util.py",
                        "microservices",
                        "microservices/api",
                        "microservices/api/Dockerfile",
                        "microservices/api/lib",
                        "microservices/api/lib/a.py",
                        "microservices/api/search.py",
                        "pom.xml");
    }

    @Test
    void anotherBaseIsAnotherImageAndTheReason() {
        PinnedBase before = new PinnedBase("x", "sha256:" + "1".repeat(64), Optional.empty(), false);
        PinnedBase after = new PinnedBase("x", "sha256:" + "2".repeat(64), Optional.of("sha256:abc"), false);
        String unknown = reference(TREE, API);
        bases = Bases.of(Map.of("x", before));
        Baseline live = live(TREE);

        bases = bases.with(after);
        PlannedBuild planned = planOne(TREE, Optional.of(live));

        assertThat(planned.decision()).isEqualTo(Decision.BUILD);
        assertThat(planned.reason()).isEqualTo("base image x changed (1111111 → abc)");
        assertThat(planned.bases()).containsExactly(new BaseUse("x", Optional.of(after.id())));
        assertThat(live.release().images()).doesNotContainKeys(planned.reference(), unknown);
        assertThat(planOne(TREE.with("microservices/api/Dockerfile", "FROM x\nCMD y"), Optional.of(live))
                        .reason())
                .endsWith("): Dockerfile; base image x changed (1111111 → abc)");
    }

    @Test
    void twoMicroservicesOfTheSameInputsShareOneImage() {
        Project two = Builds.project(Builds.microservice("api", API), Builds.microservice("web", Builds.of("web")));
        InMemorySourceTree tree = InMemorySourceTree.of(Map.of(
                "microservices/api/Dockerfile", "FROM x",
                "microservices/web/Dockerfile", "FROM x"));

        List<PlannedBuild> first = plan(two, tree, Optional.empty());

        assertThat(first).extracting(PlannedBuild::decision).containsExactly(Decision.BUILD, Decision.SHARE);
        assertThat(first.get(1).reason()).isEqualTo("same inputs as api");
        assertThat(first.get(1).reference()).isEqualTo(first.get(0).reference());
        assertThat(first.get(1).again(bases)).isEqualTo(first.get(1));
        Baseline live = live(two, tree);
        earlier = inputs -> List.of("longshore/shop/gone:" + inputs, "longshore/shop/api:" + inputs);
        assertThat(plan(two, tree, Optional.of(live)))
                .extracting(PlannedBuild::decision)
                .containsExactly(Decision.UNCHANGED, Decision.UNCHANGED);
    }

    @Test
    void aMicroserviceThatIsGivenTheFilesOfAnotherReusesItsImage() {
        Project two = Builds.project(Builds.microservice("api", API), Builds.microservice("web", Builds.of("web")));
        InMemorySourceTree before = TREE.with("microservices/web/Dockerfile", "FROM y");
        Baseline live = live(two, before);
        earlier = inputs -> List.of("longshore/shop/api:" + inputs);

        PlannedBuild web = plan(
                        two,
                        before.with("microservices/web/Dockerfile", "FROM x")
                                .with("microservices/web/search.py", "1")
                                .with("microservices/web/lib/a.py", "1"),
                        Optional.of(live))
                .get(1);

        assertThat(web.decision()).isEqualTo(Decision.REUSE);
        assertThat(web.reference()).startsWith("longshore/shop/api:");
    }

    private String reason(Project project, SourceTree tree, Baseline live) {
        return plan(project, tree, Optional.of(live)).get(0).reason();
    }

    private PlannedBuild planOne(SourceTree tree, Optional<Baseline> live) {
        return plan(PROJECT, tree, live).get(0);
    }

    private List<PlannedBuild> plan(Project project, SourceTree tree, Optional<Baseline> live) {
        return planner.plan(project, tree, new Situation(Builds.SHOP, live, bases, earlier));
    }

    private String reference(SourceTree tree, ImageBuild build) {
        return plan(Builds.project(Builds.microservice("api", build)), tree, Optional.empty())
                .get(0)
                .reference();
    }

    private Baseline live(SourceTree tree) {
        return live(PROJECT, tree);
    }

    /** A release of a tree, whose images the engine has. */
    private Baseline live(Project project, SourceTree tree) {
        Map<String, Image> images = plan(project, tree, Optional.empty()).stream()
                .map(PlannedBuild::reference)
                .distinct()
                .collect(Collectors.toMap(reference -> reference, reference -> new Image(reference, "sha256:1")));
        onEngine.addAll(images.keySet());
        return new Baseline(project, tree, new Release(Builds.SHOP, 1, "c".repeat(40), images, List.of(), List.of()));
    }

    private static String shortId(SourceTree tree, String path) {
        return tree.find(new SourcePath(path)).orElseThrow().shortId();
    }

    private static final class Recording implements SourceTree {
        private final SourceTree tree;
        private final List<String> listed = new ArrayList<>();

        Recording(SourceTree tree) {
            this.tree = tree;
        }

        @Override
        public Optional<SourceEntry> find(SourcePath path) {
            return tree.find(path);
        }

        @Override
        public List<SourceEntry> list(SourcePath directory) {
            listed.add(directory.value());
            return tree.list(directory);
        }

        @Override
        public long size(SourceEntry file) {
            return tree.size(file);
        }

        @Override
        public InputStream open(SourceEntry file) {
            return tree.open(file);
        }
    }
}
