package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A {@code CronJob} of API group batch/v1: a Job made at the times of a schedule.
 *
 * @param schedule in cron's syntax of five fields, valid
 * @param zone whose clock the schedule goes by
 * @param startingDeadline how late a run may still start; empty for any time
 * @param successesKept how many finished runs are kept, with their logs
 * @param failuresKept how many failed runs are kept, with their logs
 * @param job what is run; its key is the CronJob's name
 */
public record CronJob(
        ObjectKey key,
        Position position,
        String schedule,
        ZoneId zone,
        Concurrency concurrency,
        boolean suspended,
        Optional<Duration> startingDeadline,
        int successesKept,
        int failuresKept,
        Job job)
        implements PodOwner {
    /** What happens when a run is due while another one goes on. */
    public enum Concurrency {
        ALLOW,
        /** The one that is due is left out. */
        FORBID,
        /** The one that goes on is ended. */
        REPLACE
    }

    @Override
    public PodTemplate template() {
        return job.template();
    }
}
