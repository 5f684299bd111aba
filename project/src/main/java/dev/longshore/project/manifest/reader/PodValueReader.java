package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Environment;
import dev.longshore.project.yaml.YamlFields;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a pod is told of itself: {@code fieldRef} and {@code resourceFieldRef}, in variables and in files. */
final class PodValueReader {
    /** A label or annotation by its key. */
    private static final Pattern ONE_OF =
            Pattern.compile("metadata\\.(labels|annotations)\\['([-A-Za-z0-9_./]{1,316})'\\]");

    private static final Map<String, Environment.Field> OF_METADATA = Map.of(
            "metadata.name", Environment.Field.NAME,
            "metadata.namespace", Environment.Field.NAMESPACE,
            "metadata.uid", Environment.Field.UID);
    private static final Map<String, Environment.Field> IN_FILES_ONLY = Map.of(
            "metadata.labels", Environment.Field.LABELS,
            "metadata.annotations", Environment.Field.ANNOTATIONS);
    private static final Map<String, Environment.Field> IN_VARIABLES_ONLY = Map.of(
            "status.podIP", Environment.Field.POD_IP,
            "status.podIPs", Environment.Field.POD_IP,
            "status.hostIP", Environment.Field.HOST_IP,
            "status.hostIPs", Environment.Field.HOST_IP,
            "spec.nodeName", Environment.Field.NODE_NAME,
            "spec.serviceAccountName", Environment.Field.SERVICE_ACCOUNT);
    private static final Map<String, Environment.Amount> AMOUNTS = Map.of(
            "limits.cpu", Environment.Amount.LIMIT_CPU,
            "limits.memory", Environment.Amount.LIMIT_MEMORY,
            "requests.cpu", Environment.Amount.REQUEST_CPU,
            "requests.memory", Environment.Amount.REQUEST_MEMORY);

    private final PodContext pod;
    private final boolean inFile;

    private PodValueReader(PodContext pod, boolean inFile) {
        this.pod = pod;
        this.inFile = inFile;
    }

    static PodValueReader forVariables(PodContext pod) {
        return new PodValueReader(pod, false);
    }

    static PodValueReader forFiles(PodContext pod) {
        return new PodValueReader(pod, true);
    }

    /** What the one of the two fields says that is there; empty when there is none, or a problem was found. */
    Optional<Environment.PodValue> read(YamlFields owner) {
        Optional<Environment.PodValue> field =
                owner.mapping("fieldRef", "\"fieldRef\"").flatMap(this::field);
        Optional<Environment.PodValue> resource =
                owner.mapping("resourceFieldRef", "\"resourceFieldRef\"").flatMap(this::resource);
        return field.or(() -> resource);
    }

    private Optional<Environment.PodValue> field(YamlFields reference) {
        reference.accept("apiVersion");
        String path = reference.requiredText("fieldPath");
        reference.finish();
        Matcher one = ONE_OF.matcher(path);
        if (one.matches()) {
            boolean label = one.group(1).equals("labels");
            return Optional.of(new Environment.PodField(
                    label ? Environment.Field.LABEL : Environment.Field.ANNOTATION, one.group(2)));
        }
        Optional<Environment.Field> field = Optional.ofNullable(OF_METADATA.get(path))
                .or(() -> Optional.ofNullable((inFile ? IN_FILES_ONLY : IN_VARIABLES_ONLY).get(path)));
        if (field.isEmpty() && !path.isEmpty()) {
            unknown(reference, "fieldPath", path);
        }
        return field.map(known -> new Environment.PodField(known, ""));
    }

    private void unknown(YamlFields reference, String key, String path) {
        TreeSet<String> known = new TreeSet<>(OF_METADATA.keySet());
        known.addAll((inFile ? IN_FILES_ONLY : IN_VARIABLES_ONLY).keySet());
        known.addAll(List.of("metadata.labels['<key>']", "metadata.annotations['<key>']"));
        String where = inFile ? "a file" : "a variable";
        reference.unknownName(
                key,
                where + " can't hold the field \"" + path + "\"; there are " + String.join(", ", known),
                path,
                known);
    }

    private Optional<Environment.PodValue> resource(YamlFields reference) {
        String container = reference.text("containerName").orElse("");
        if (container.isEmpty() && inFile) {
            reference.require("containerName");
        } else if (!container.isEmpty() && !pod.containers().contains(container)) {
            reference.unknownName(
                    "containerName", "this pod has no container \"" + container + "\"", container, pod.containers());
        }
        String resource = reference.requiredText("resource");
        BigDecimal divisor = divisor(reference);
        reference.finish();
        Optional<Environment.Amount> amount = Optional.ofNullable(AMOUNTS.get(resource));
        if (amount.isEmpty() && !resource.isEmpty()) {
            List<String> known = AMOUNTS.keySet().stream().sorted().toList();
            reference.unknownName(
                    "resource",
                    "\"resource\" can't be " + resource + "; there are " + String.join(", ", known),
                    resource,
                    known);
        }
        return amount.map(known -> new Environment.ContainerResource(container, known, divisor));
    }

    /** The API writes 0 where none is given. */
    private static BigDecimal divisor(YamlFields reference) {
        Optional<YamlNode> written = reference.node("divisor");
        boolean none = written.filter(node ->
                        node instanceof YamlScalar scalar && scalar.text().equals("0"))
                .isPresent();
        return none ? BigDecimal.ONE : Quantity.read(reference, "divisor").orElse(BigDecimal.ONE);
    }
}
