package dev.longshore.project.manifest.reader;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.longshore.project.yaml.YamlFields;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads when a CronJob runs. */
final class ScheduleReader {
    private static final Map<String, String> MACROS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int FIELDS = 5;
    private static final String SYNTAX =
            "\"schedule\" must be minute, hour, day of the month, month and day of the week, such as \"30 4 * * 1-5\","
                    + " or one of @hourly, @daily, @weekly, @monthly and @yearly";

    /** Any would do: a day that ever comes comes within eight years. */
    private static final ZonedDateTime SOME_TIME = ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private ScheduleReader() {}

    /** The schedule in five fields; empty, with a problem, when it isn't one. */
    static String schedule(YamlFields spec) {
        String written = spec.requiredText("schedule");
        if (written.isEmpty()) {
            return "";
        }
        String fields = BLANKS.splitAsStream(
                        MACROS.getOrDefault(written.trim(), written).trim())
                .map(field -> field.equals("?") ? "*" : field)
                .collect(Collectors.joining(" "));
        Optional<String> wrong = mistake(fields);
        wrong.ifPresent(reason -> spec.error("schedule", SYNTAX + "; found \"" + written + "\": " + reason));
        return wrong.isEmpty() ? fields : "";
    }

    private static Optional<String> mistake(String fields) {
        if (fields.startsWith("TZ=") || fields.startsWith("CRON_TZ=")) {
            return Optional.of("a time zone goes to \"timeZone\"");
        }
        if (fields.startsWith("@")) {
            return Optional.of("there is no such word");
        }
        long count = fields.chars().filter(character -> character == ' ').count() + 1;
        if (count != FIELDS) {
            return Optional.of("these are " + count + " fields, not " + FIELDS);
        }
        try {
            Cron cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(fields);
            boolean comes = ExecutionTime.forCron(cron).nextExecution(SOME_TIME).isPresent();
            return comes ? Optional.empty() : Optional.of("there is no such day");
        } catch (IllegalArgumentException e) {
            return Optional.of(reason(e));
        }
    }

    /** The library's own words, of which the first sentence says no more than that there is a second. */
    private static String reason(IllegalArgumentException e) {
        String message = Optional.ofNullable(e.getMessage()).orElse("it can't be read");
        return message.replaceFirst("^Failed to parse cron expression\\. ", "").replaceAll("\\s+", " ");
    }

    /** The zone whose clock the schedule goes by: UTC unless another is named. */
    static ZoneId zone(YamlFields spec) {
        Optional<String> name = spec.text("timeZone");
        if (name.isEmpty()) {
            return ZoneOffset.UTC;
        }
        if (!ZoneId.getAvailableZoneIds().contains(name.get())) {
            spec.unknownName(
                    "timeZone",
                    "\"timeZone\" must be a zone of the IANA database, such as Europe/Berlin; found \"" + name.get()
                            + "\"",
                    name.get(),
                    ZoneId.getAvailableZoneIds());
            return ZoneOffset.UTC;
        }
        return ZoneId.of(name.get());
    }
}
