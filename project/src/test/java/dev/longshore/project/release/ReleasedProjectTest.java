package dev.longshore.project.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.Project;
import dev.longshore.project.ProjectReader;
import dev.longshore.project.manifest.ConfigMap;
import dev.longshore.project.manifest.KubernetesObject;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.manifest.reader.ManifestReader;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.testing.InMemorySourceTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleasedProjectTest {
    private static final EnvironmentName SHOP =
            EnvironmentName.of("shop", "hasura").orElseThrow();

    @Test
    void theObjectsOfAStoredReleaseAreReadLikeThoseOfTheRepository() {
        InMemorySourceTree tree =
                InMemorySourceTree.EMPTY.with("hasura.yaml", "name: shop").with("microservices/web/k8s.yaml", """
                        {apiVersion: v1, kind: ConfigMap, metadata: {name: pages}, data: {index.html: hi}}
                        ---
                        apiVersion: extensions/v1beta1
                        kind: Deployment
                        metadata: {name: web}
                        spec:
                          template:
                            metadata: {labels: {app: web}}
                            spec:
                              volumes:
                              - {name: pages, configMap: {name: pages}}
                              - {name: cache, hostPath: {path: /tmp/cache}}
                              containers: [{name: web, image: nginx, resources: {limits: {cpu: 0.50}}}]
                        """);
        Project project = ProjectReader.read(tree, SHOP).project().orElseThrow();
        Release release = ReleaseRenderer.render(
                SHOP, 1, "abc", project, Map.of(), Map.of("nginx", new Image("nginx", "sha256:1")));

        Problems problems = new Problems();
        List<KubernetesObject> objects = ReleaseJson.read(ReleaseJson.write(release)).objects().stream()
                .flatMap(manifest -> ManifestReader.read(manifest, problems).stream())
                .toList();

        assertThat(problems.all()).isEmpty();
        ConfigMap pages = (ConfigMap) objects.get(0);
        Workload web = (Workload) objects.get(1);
        assertThat(pages.key().name()).matches("pages-[0-9a-f]{10}");
        assertThat(web.template().volumes())
                .extracting(Volume::source)
                .containsExactly(
                        new Volume.FilesSource(List.of(new Volume.ConfigMapFiles(
                                pages.key().name(), new Volume.Items(Map.of(), Volume.Modes.DEFAULT), false))),
                        new Volume.ClaimSource("web-cache", false));
        assertThat(objects.get(2).key()).hasToString("PersistentVolumeClaim/web-cache");
    }
}
