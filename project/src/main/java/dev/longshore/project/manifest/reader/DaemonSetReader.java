package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.yaml.YamlFields;
import java.util.List;
import java.util.Optional;

/** Reads {@code DaemonSet} of apps/v1: a pod for every machine, of which there is one. */
final class DaemonSetReader {
    private DaemonSetReader() {}

    static Workload read(ObjectKey key, YamlFields object) {
        YamlFields spec = object.requiredMapping("spec", "a DaemonSet's spec");
        Workload daemonSet = new Workload(
                key,
                object.position(),
                1,
                Workload.Strategy.ROLLING,
                Optional.empty(),
                Optional.empty(),
                WorkloadReader.template(spec, Kind.DAEMON_SET, List.of()));
        WorkloadReader.updateStrategy(spec, rolling -> rolling.accept("maxSurge", "maxUnavailable"));
        WorkloadReader.finish(spec);
        return daemonSet;
    }
}
