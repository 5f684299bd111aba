package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.yaml.YamlFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code StatefulSet} of apps/v1. */
final class StatefulSetReader {
    private StatefulSetReader() {}

    static Workload read(ObjectKey key, YamlFields object) {
        YamlFields spec = object.requiredMapping("spec", "a StatefulSet's spec");
        boolean ordered =
                !spec.choice("podManagementPolicy", "OrderedReady", "Parallel").equals(Optional.of("Parallel"));
        List<Workload.ClaimTemplate> claims = claimTemplates(key, spec);
        Workload statefulSet = new Workload(
                key,
                object.position(),
                WorkloadReader.replicas(spec),
                Workload.Strategy.ROLLING,
                Optional.empty(),
                Optional.of(new Workload.StableIdentity(serviceName(spec), ordered, claims)),
                WorkloadReader.template(
                        spec,
                        Kind.STATEFUL_SET,
                        claims.stream().map(Workload.ClaimTemplate::name).toList()));
        WorkloadReader.updateStrategy(spec, rolling -> {
            rolling.accept("maxUnavailable");
            if (rolling.integer("partition", 0, Integer.MAX_VALUE).orElse(0) > 0) {
                rolling.error("partition", "\"partition\" isn't supported: a release is rolled out as a whole");
            }
        });
        spec.refuse("ordinals", "isn't supported: pods are numbered from 0");
        spec.mapping("persistentVolumeClaimRetentionPolicy", "\"persistentVolumeClaimRetentionPolicy\"")
                .ifPresent(policy -> {
                    policy.acceptOnly("whenDeleted", "Retain");
                    policy.acceptOnly("whenScaled", "Retain");
                    policy.finish();
                });
        WorkloadReader.finish(spec);
        return statefulSet;
    }

    private static String serviceName(YamlFields spec) {
        return spec.node("serviceName").isPresent() ? spec.requiredName("serviceName") : "";
    }

    private static List<Workload.ClaimTemplate> claimTemplates(ObjectKey key, YamlFields spec) {
        List<Workload.ClaimTemplate> claims = new ArrayList<>();
        for (YamlFields template : spec.mappings("volumeClaimTemplates", "a volumeClaimTemplate")) {
            template.accept("apiVersion", "kind", "status");
            YamlFields metadata = template.requiredMapping("metadata", "a volumeClaimTemplate's metadata");
            String name = metadata.requiredName("name");
            metadata.accept("namespace");
            MetadataReader.finishOfObjects(metadata);
            requireRoomForPod(key, metadata, name);
            if (claims.stream().anyMatch(claim -> claim.name().equals(name))) {
                metadata.error("name", "there are two volumeClaimTemplates of the name \"" + name + "\"");
            }
            long bytes = ClaimReader.requestedBytes(template.requiredMapping("spec", "a volumeClaimTemplate's spec"));
            template.finish();
            claims.add(new Workload.ClaimTemplate(name, template.position(), bytes));
        }
        return claims;
    }

    /** A claim is named after its template and its pod. */
    private static void requireRoomForPod(ObjectKey key, YamlFields metadata, String name) {
        String longest = name + "-" + key.name() + "-" + (WorkloadReader.MAX_REPLICAS - 1);
        if (DnsLabel.matches(name) && !DnsLabel.matches(longest)) {
            metadata.error("name", "\"" + longest + "\" is too long for the name of a claim");
        }
    }
}
