package dev.longshore.project.manifest;

import dev.longshore.project.yaml.YamlFields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a pod template. */
final class PodReader {
    /** Put behind the name of a field that the API knows and one machine doesn't honour. */
    static final String NO_EFFECT = "has no effect on one machine yet";

    private static final int DEFAULT_GRACE_SECONDS = 30;
    private static final int MAX_GRACE_SECONDS = 3600;

    private PodReader() {}

    static PodTemplate read(YamlFields template) {
        Optional<YamlFields> metadata = template.mapping("metadata", "a pod template's metadata");
        Map<String, String> labels = metadata.map(PodReader::labels).orElse(Map.of());
        Map<String, String> annotations =
                metadata.map(fields -> fields.textMap("annotations")).orElse(Map.of());
        YamlFields spec = template.requiredMapping("spec", "a pod's spec");
        template.finish();
        List<Volume> volumes = spec.mappings("volumes", "a volume").stream()
                .map(VolumeReader::read)
                .toList();
        List<Container> containers = spec.mappings("containers", "a container").stream()
                .map(fields -> ContainerReader.read(fields, volumes))
                .toList();
        if (containers.isEmpty()) {
            spec.error("containers", "a pod needs a container");
        } else if (containers.size() > 1) {
            spec.error("containers", "a pod with more than one container isn't supported on one machine yet");
        }
        if (!spec.list("initContainers").isEmpty()) {
            spec.error("initContainers", "\"initContainers\" aren't supported on one machine yet");
        }
        int grace = spec.integer("terminationGracePeriodSeconds", 0, MAX_GRACE_SECONDS)
                .orElse(DEFAULT_GRACE_SECONDS);
        if (!spec.text("restartPolicy").orElse("Always").equals("Always")) {
            spec.error("restartPolicy", "the pods of a Deployment have the restartPolicy Always");
        }
        for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
            spec.refuse(field, "isn't allowed: it reaches beyond the project");
        }
        otherFields(spec);
        spec.finish();
        return new PodTemplate(
                labels,
                annotations,
                List.of(),
                containers,
                volumes,
                PodTemplate.Restart.ALWAYS,
                Duration.ofSeconds(grace),
                PodSecurity.NONE,
                Optional.empty(),
                Map.of(),
                false);
    }

    private static Map<String, String> labels(YamlFields metadata) {
        Map<String, String> labels = MetadataReader.readLabels(metadata);
        metadata.accept("name", "namespace");
        metadata.finish();
        return labels;
    }

    private static void otherFields(YamlFields spec) {
        // On which machine pods run, of which there is one.
        spec.accept(
                "affinity",
                "nodeName",
                "nodeSelector",
                "preemptionPolicy",
                "priority",
                "priorityClassName",
                "schedulerName",
                "tolerations",
                "topologySpreadConstraints");
        // No pod gets a token of the cluster, nor variables for every Service.
        spec.accept("automountServiceAccountToken", "enableServiceLinks", "dnsPolicy");
        for (String field : List.of(
                "activeDeadlineSeconds",
                "dnsConfig",
                "hostAliases",
                "hostname",
                "imagePullSecrets",
                "runtimeClassName",
                "securityContext",
                "serviceAccount",
                "serviceAccountName",
                "setHostnameAsFQDN",
                "shareProcessNamespace",
                "subdomain")) {
            spec.warnOf(field, NO_EFFECT);
        }
    }
}
