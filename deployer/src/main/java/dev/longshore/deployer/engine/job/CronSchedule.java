package dev.longshore.deployer.engine.job;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.longshore.project.manifest.CronJob;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** The times at which a CronJob is due. */
final class CronSchedule {
    private final ExecutionTime times;
    private final ZoneId zone;

    private CronSchedule(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    static CronSchedule of(CronJob cron) {
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        return new CronSchedule(ExecutionTime.forCron(parser.parse(cron.schedule())), cron.zone());
    }

    /** The last time it was due, the given moment included. */
    Optional<Instant> lastUntil(Instant moment) {
        ZonedDateTime here = moment.atZone(zone);
        return times.isMatch(here)
                ? Optional.of(here.withSecond(0).withNano(0).toInstant())
                : times.lastExecution(here).map(ZonedDateTime::toInstant);
    }
}
