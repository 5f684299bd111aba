package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Job;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.yaml.YamlFields;
import java.util.List;
import java.util.OptionalInt;

/** Reads {@code Job} of batch/v1, and the Jobs that CronJobs make. */
final class JobReader {
    private static final int MAX_COMPLETIONS = 1000;
    private static final int MAX_PARALLELISM = 100;
    private static final int DEFAULT_RETRIES = 6;

    private JobReader() {}

    static Job read(ObjectKey key, YamlFields object) {
        YamlFields spec = object.requiredMapping("spec", "a Job's spec");
        OptionalInt completions = spec.integer("completions", 1, MAX_COMPLETIONS);
        int parallelism = spec.integer("parallelism", 1, MAX_PARALLELISM).orElse(1);
        if (parallelism > 1 && spec.node("completions").isEmpty()) {
            spec.error("parallelism", "a Job whose pods run in parallel needs \"completions\" here");
        }
        Job job = new Job(
                key,
                object.position(),
                new PodReader(key.kind(), List.of()).read(spec.requiredMapping("template", "a pod template")),
                completions.orElse(1),
                parallelism,
                spec.integer("backoffLimit", 0, Integer.MAX_VALUE).orElse(DEFAULT_RETRIES),
                WorkloadReader.seconds(spec, "activeDeadlineSeconds", 1));
        otherFields(spec);
        spec.finish();
        return job;
    }

    private static void otherFields(YamlFields spec) {
        spec.acceptOnly("completionMode", "NonIndexed");
        spec.refuse("suspend", "isn't supported; remove the Job instead");
        spec.refuse("backoffLimitPerIndex", "isn't supported: Jobs have no indexes here");
        spec.refuse("maxFailedIndexes", "isn't supported: Jobs have no indexes here");
        spec.refuse("successPolicy", "isn't supported: Jobs have no indexes here");
        spec.refuse("podFailurePolicy", "isn't supported; use backoffLimit");
        spec.refuse("managedBy", "isn't supported");
        // A Job stays listed until a release lacks it, and its pods are found without a selector.
        spec.accept("ttlSecondsAfterFinished", "podReplacementPolicy", "selector", "manualSelector");
    }
}
