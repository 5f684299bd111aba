package dev.longshore.project.manifest;

import dev.longshore.project.yaml.YamlFields;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code Deployment} of apps/v1. */
final class DeploymentReader {
    private static final int MAX_REPLICAS = 100;

    private DeploymentReader() {}

    static Workload read(ObjectKey key, YamlFields object) {
        YamlFields spec = object.requiredMapping("spec", "a Deployment's spec");
        int replicas = spec.integer("replicas", 0, MAX_REPLICAS).orElse(1);
        OptionalInt deadline = spec.integer("progressDeadlineSeconds", 1, Integer.MAX_VALUE);
        Workload.Strategy strategy = strategy(spec);
        PodTemplate template = PodReader.read(spec.requiredMapping("template", "a pod template"));
        checkSelector(spec, template);
        spec.accept("revisionHistoryLimit");
        spec.warnOf("minReadySeconds", PodReader.NO_EFFECT);
        spec.refuse("paused", "isn't supported");
        spec.finish();
        return new Workload(
                key,
                object.position(),
                replicas,
                strategy,
                deadline.isPresent() ? Optional.of(Duration.ofSeconds(deadline.getAsInt())) : Optional.empty(),
                Optional.empty(),
                template);
    }

    private static Workload.Strategy strategy(YamlFields spec) {
        Optional<YamlFields> strategy = spec.mapping("strategy", "a strategy");
        if (strategy.isEmpty()) {
            return Workload.Strategy.ROLLING;
        }
        String type = strategy.get().text("type").orElse("RollingUpdate");
        strategy.get().accept("rollingUpdate");
        strategy.get().finish();
        if (!type.equals("RollingUpdate") && !type.equals("Recreate")) {
            strategy.get().error("type", "a strategy's type is RollingUpdate or Recreate; found \"" + type + "\"");
        }
        return type.equals("Recreate") ? Workload.Strategy.RECREATE : Workload.Strategy.ROLLING;
    }

    private static void checkSelector(YamlFields spec, PodTemplate template) {
        YamlFields selector = spec.requiredMapping("selector", "a selector");
        Map<String, String> labels = selector.textMap("matchLabels");
        selector.refuse("matchExpressions", "isn't supported; use matchLabels");
        selector.finish();
        labels.forEach((label, value) -> {
            if (!value.equals(template.labels().get(label))) {
                String actual = template.labels().containsKey(label)
                        ? label + "=" + template.labels().get(label)
                        : "no label \"" + label + "\"";
                selector.error(
                        "matchLabels",
                        "the selector asks for " + label + "=" + value + ", but the pod template has " + actual);
            }
        });
    }
}
