package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.PodTemplate;
import dev.longshore.project.yaml.YamlFields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Reads what the kinds that keep pods running have in common. */
final class WorkloadReader {
    static final int MAX_REPLICAS = 100;

    private WorkloadReader() {}

    static int replicas(YamlFields spec) {
        return spec.integer("replicas", 0, MAX_REPLICAS).orElse(1);
    }

    /** @param claimTemplates further volumes that containers may mount */
    static PodTemplate template(YamlFields spec, Kind owner, List<String> claimTemplates) {
        PodTemplate template =
                new PodReader(owner, claimTemplates).read(spec.requiredMapping("template", "a pod template"));
        checkSelector(spec, template);
        return template;
    }

    /** Fields of all of them that change nothing. */
    static void finish(YamlFields spec) {
        spec.accept("revisionHistoryLimit");
        spec.warnOf("minReadySeconds", PodReader.NO_EFFECT);
        spec.finish();
    }

    /** @param rolling reads {@code rollingUpdate} */
    static void updateStrategy(YamlFields spec, Consumer<YamlFields> rolling) {
        spec.mapping("updateStrategy", "an updateStrategy").ifPresent(strategy -> {
            strategy.acceptOnly("type", "RollingUpdate");
            strategy.mapping("rollingUpdate", "\"rollingUpdate\"").ifPresent(fields -> {
                rolling.accept(fields);
                fields.finish();
            });
            strategy.finish();
        });
    }

    static Optional<Duration> seconds(YamlFields fields, String key, int min) {
        OptionalInt seconds = fields.integer(key, min, Integer.MAX_VALUE);
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsInt())) : Optional.empty();
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
