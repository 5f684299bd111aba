package dev.longshore.project.conf;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.problem.Position;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import dev.longshore.project.yaml.YamlSequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What templates know of the environment that they are rendered for. */
public final class ClusterContext {
    private static final Position HERE = Position.ofFile("cluster");
    private static final YamlScalar NULL = new YamlScalar(HERE, YamlScalar.Type.NULL, "");
    private static final String DEFAULT_SIZE = "1Gi";

    /** The platform's own volumes: path below {@code metadata} → name of the volume and its claim. */
    private static final Map<String, String> PLATFORM_VOLUMES =
            Map.of("postgres", "postgres", "filestore", "filestore", "sessionStore", "sessionstore");

    private final YamlMapping values;
    private final Map<String, String> volumes;

    private ClusterContext(YamlMapping values, Map<String, String> volumes) {
        this.values = values;
        this.volumes = Map.copyOf(volumes);
    }

    /** @param entry what {@code clusters.yaml} says of the environment's alias */
    public static ClusterContext of(EnvironmentName environment, ClusterEntry entry) {
        Map<String, String> volumes = new LinkedHashMap<>();
        PLATFORM_VOLUMES.values().forEach(name -> volumes.put(name, DEFAULT_SIZE));
        volumes.putAll(entry.volumes());

        YamlMapping cluster = new YamlMapping(HERE, List.of());
        cluster = put(cluster, text(environment.value()), "name");
        cluster = put(cluster, text(environment.alias()), "alias");
        cluster = put(cluster, text(environment.value()), "kubeContext");
        cluster = put(cluster, text("controller-conf"), "config", "configmap");
        cluster = put(cluster, text(Namespace.HASURA.value()), "config", "namespace");
        cluster = put(cluster, text(Namespace.USER.value()), "metadata", "namespaces", "user");
        cluster = put(cluster, text(Namespace.HASURA.value()), "metadata", "namespaces", "hasura");
        cluster = put(cluster, NULL, "metadata", "registry");
        YamlSequence ports = new YamlSequence(HERE, List.of(port("http", 80), port("https", 443)));
        cluster = put(cluster, ports, "metadata", "gateway", "ports");
        for (Map.Entry<String, String> volume : PLATFORM_VOLUMES.entrySet()) {
            cluster = put(cluster, volume(volume.getValue()), "metadata", volume.getKey(), "volume");
        }
        for (String name : volumes.keySet()) {
            cluster = put(cluster, volume(name), "metadata", "volumes", name);
        }
        cluster = put(cluster, entry.data(), "data");
        return new ClusterContext(put(new YamlMapping(HERE, List.of()), cluster, "cluster"), volumes);
    }

    /** The values for files in {@code conf/}. */
    public YamlMapping values() {
        return values;
    }

    /** The values for the manifests of a microservice. */
    public YamlMapping forMicroservice(String name) {
        return put(values, text(name), "microservice", "name");
    }

    /** The claims that {@code metadata} speaks of, by name, with the size of each as a quantity of the API. */
    public Map<String, String> volumes() {
        return volumes;
    }

    private static YamlMapping volume(String name) {
        YamlMapping volume = put(new YamlMapping(HERE, List.of()), text(name), "name");
        return put(volume, text(name), "persistentVolumeClaim", "claimName");
    }

    private static YamlMapping port(String name, int number) {
        YamlScalar value = new YamlScalar(HERE, YamlScalar.Type.INTEGER, Integer.toString(number));
        YamlMapping port = put(new YamlMapping(HERE, List.of()), text(name), "name");
        port = put(port, value, "port");
        port = put(port, text("TCP"), "protocol");
        return put(port, value, "targetPort");
    }

    private static YamlScalar text(String text) {
        return YamlScalar.string(HERE, text);
    }

    private static YamlMapping put(YamlMapping mapping, YamlNode value, String... path) {
        return YamlPath.of(path).put(mapping, value);
    }
}
