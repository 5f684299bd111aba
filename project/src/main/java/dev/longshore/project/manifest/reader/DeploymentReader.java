package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.yaml.YamlFields;
import java.util.List;
import java.util.Optional;

/** Reads {@code Deployment} of apps/v1. */
final class DeploymentReader {
    private DeploymentReader() {}

    static Workload read(ObjectKey key, YamlFields object) {
        YamlFields spec = object.requiredMapping("spec", "a Deployment's spec");
        Workload deployment = new Workload(
                key,
                object.position(),
                WorkloadReader.replicas(spec),
                strategy(spec),
                WorkloadReader.seconds(spec, "progressDeadlineSeconds", 1),
                Optional.empty(),
                WorkloadReader.template(spec, Kind.DEPLOYMENT, List.of()));
        spec.refuse("paused", "isn't supported");
        WorkloadReader.finish(spec);
        return deployment;
    }

    private static Workload.Strategy strategy(YamlFields spec) {
        Optional<YamlFields> strategy = spec.mapping("strategy", "a strategy");
        if (strategy.isEmpty()) {
            return Workload.Strategy.ROLLING;
        }
        Optional<String> type = strategy.get().choice("type", "RollingUpdate", "Recreate");
        strategy.get().accept("rollingUpdate");
        strategy.get().finish();
        return type.equals(Optional.of("Recreate")) ? Workload.Strategy.RECREATE : Workload.Strategy.ROLLING;
    }
}
