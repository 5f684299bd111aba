package dev.longshore.project.conf;

import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceText;
import dev.longshore.project.yaml.YamlFields;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlReader;
import dev.longshore.project.yaml.YamlScalar;
import dev.longshore.project.yaml.YamlSequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code clusters.yaml} says of one alias. In the first generation the file is a list; in the second the list is
 * below {@code clusters}. Where a cluster runs and of what it is made is no matter here and is not read.
 *
 * @param data the user's own values for templates
 * @param volumes name → size, as a quantity of the API
 */
public record ClusterEntry(YamlNode data, Map<String, String> volumes) {
    public static final ClusterEntry NONE =
            new ClusterEntry(new YamlScalar(Position.ofFile("clusters.yaml"), YamlScalar.Type.NULL, ""), Map.of());

    public ClusterEntry {
        volumes = Map.copyOf(volumes);
    }

    public static ClusterEntry read(SourceText source, String alias, Problems problems) {
        for (YamlNode document : YamlReader.read(source, problems)) {
            for (YamlFields cluster : clusters(document, problems)) {
                if (cluster.text("alias").filter(alias::equals).isPresent()) {
                    return entry(cluster, problems);
                }
            }
        }
        return NONE;
    }

    private static List<YamlFields> clusters(YamlNode document, Problems problems) {
        if (document instanceof YamlSequence list) {
            return list.items().stream()
                    .map(item -> YamlFields.of(item, "a cluster", problems))
                    .toList();
        }
        return YamlFields.of(document, "clusters.yaml", problems).mappings("clusters", "a cluster");
    }

    private static ClusterEntry entry(YamlFields cluster, Problems problems) {
        Map<String, String> volumes = new LinkedHashMap<>();
        List<YamlFields> declared = cluster.node("infra")
                .filter(YamlMapping.class::isInstance)
                .map(infra -> YamlFields.of(infra, "infra", problems).mappings("volumes", "a volume"))
                .orElse(List.of());
        for (YamlFields volume : declared) {
            String name = volume.requiredName("name");
            int gigabytes = volume.integer("size", 1, 1 << 20).orElse(1);
            if (DnsLabel.matches(name)) {
                volumes.put(name, gigabytes + "Gi");
            }
        }
        return new ClusterEntry(cluster.node("data").orElse(NONE.data()), volumes);
    }
}
