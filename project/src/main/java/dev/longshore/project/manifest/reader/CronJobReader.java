package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.CronJob;
import dev.longshore.project.manifest.Job;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.yaml.YamlFields;
import java.util.Map;
import java.util.Optional;

/** Reads {@code CronJob} of batch/v1. */
final class CronJobReader {
    private static final Map<String, CronJob.Concurrency> CONCURRENCY = Map.of(
            "Allow", CronJob.Concurrency.ALLOW,
            "Forbid", CronJob.Concurrency.FORBID,
            "Replace", CronJob.Concurrency.REPLACE);

    /** What the API allows: it leaves room for the time of a run in 63 characters. */
    private static final int MAX_NAME = 52;

    private static final int MAX_KEPT = 100;
    private static final int SUCCESSES_KEPT = 3;
    private static final int FAILURES_KEPT = 1;

    private CronJobReader() {}

    static CronJob read(ObjectKey key, YamlFields object) {
        YamlFields spec = object.requiredMapping("spec", "a CronJob's spec");
        if (key.name().length() > MAX_NAME) {
            object.error("metadata", "the name of a CronJob must have at most " + MAX_NAME + " characters");
        }
        CronJob cronJob = new CronJob(
                key,
                object.position(),
                ScheduleReader.schedule(spec),
                ScheduleReader.zone(spec),
                spec.choice("concurrencyPolicy", "Allow", "Forbid", "Replace")
                        .flatMap(word -> Optional.ofNullable(CONCURRENCY.get(word)))
                        .orElse(CronJob.Concurrency.ALLOW),
                spec.flag("suspend", false),
                WorkloadReader.seconds(spec, "startingDeadlineSeconds", 0),
                spec.integer("successfulJobsHistoryLimit", 0, MAX_KEPT).orElse(SUCCESSES_KEPT),
                spec.integer("failedJobsHistoryLimit", 0, MAX_KEPT).orElse(FAILURES_KEPT),
                job(key, spec));
        spec.finish();
        return cronJob;
    }

    private static Job job(ObjectKey key, YamlFields spec) {
        YamlFields template = spec.requiredMapping("jobTemplate", "a jobTemplate");
        template.mapping("metadata", "a jobTemplate's metadata").ifPresent(metadata -> {
            metadata.accept("name", "namespace");
            MetadataReader.finishOfObjects(metadata);
        });
        Job job = JobReader.read(key, template);
        template.finish();
        return job;
    }
}
