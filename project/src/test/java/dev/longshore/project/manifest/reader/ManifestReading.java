package dev.longshore.project.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.KubernetesObject;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.file.ManifestFile;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.OwnedNamespaces;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceText;
import java.util.List;

/** What a manifest file is read as. */
public record ManifestReading(List<Manifest> manifests, List<KubernetesObject> objects, List<Problem> problems) {
    public static ManifestReading of(String yaml) {
        Problems problems = new Problems();
        OwnedNamespaces namespaces =
                new OwnedNamespaces(EnvironmentName.of("shop", "staging").orElseThrow());
        List<Manifest> manifests = ManifestFile.read(SourceText.of("k8s.yaml", yaml), namespaces, problems);
        List<KubernetesObject> objects = manifests.stream()
                .flatMap(manifest -> ManifestReader.read(manifest, problems).stream())
                .toList();
        return new ManifestReading(manifests, objects, problems.all());
    }

    /** The only object, read without any problem. */
    static KubernetesObject only(String yaml) {
        ManifestReading reading = of(yaml);
        assertThat(reading.texts()).isEmpty();
        assertThat(reading.objects()).hasSize(1);
        return reading.objects().get(0);
    }

    public List<String> texts() {
        return problems.stream()
                .map(problem -> (problem.isError() ? "" : "warning ")
                        + problem
                        + problem.hint().map(hint -> " (" + hint + ")").orElse(""))
                .toList();
    }

    /** A Deployment whose container has these additional lines, indented as fields of the container; they start in line 12. */
    static String deployment(String containerFields) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: api}
                spec:
                  selector: {matchLabels: {app: api}}
                  template:
                    metadata: {labels: {app: api}}
                    spec:
                      containers:
                      - name: api
                        image: api:1
                """ + containerFields.indent(8);
    }

    /** A Deployment whose pod's spec has this additional field, in line 9. */
    static String pod(String field) {
        return deployment("").replace("    spec:\n", "    spec:\n      " + field + "\n");
    }
}
