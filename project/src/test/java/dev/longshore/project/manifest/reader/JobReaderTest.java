package dev.longshore.project.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.CronJob;
import dev.longshore.project.manifest.Job;
import dev.longshore.project.manifest.PodTemplate;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobReaderTest {
    /** A Job; the additional field of its spec is in line 5. */
    private static String job(String field) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate}
                spec:
                  %s
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: migrate, image: migrate}]
                """.formatted(field);
    }

    /** A CronJob; the additional field of its spec is in line 5. */
    private static String cronJob(String field) {
        return """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: report}
                spec:
                  %s
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          restartPolicy: OnFailure
                          containers: [{name: report, image: report}]
                """.formatted(field);
    }

    @Test
    void aJobThatSaysLittleHasTheDefaultsOfTheApi() {
        Job job = (Job) ManifestReading.only(job(""));

        assertThat(job.key()).hasToString("Job/migrate");
        assertThat(job.completions()).isEqualTo(1);
        assertThat(job.parallelism()).isEqualTo(1);
        assertThat(job.backoffLimit()).isEqualTo(6);
        assertThat(job.deadline()).isEmpty();
        assertThat(job.template().restart()).isEqualTo(PodTemplate.Restart.NEVER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    completionMode: Indexed | "completionMode" of a Job's spec can only be NonIndexed here; found "Indexed"
                    suspend: true | "suspend" of a Job's spec isn't supported; remove the Job instead
                    parallelism: 2 | a Job whose pods run in parallel needs "completions" here
                    completions: 0 | "completions" of a Job's spec must be from 1 to 1000; found 0
                    activeDeadlineSeconds: 0 | "activeDeadlineSeconds" of a Job's spec must be at least 1; found 0
                    podFailurePolicy: {rules: []} | "podFailurePolicy" of a Job's spec isn't supported; use backoffLimit
                    """)
    void whatAJobCannotDoIsAnErrorAtItsLine(String field, String expected) {
        assertThat(ManifestReading.of(job(field)).texts()).containsExactly("k8s.yaml:5: " + expected);
    }

    @Test
    void thePodsOfAJobMustSayWhetherTheyAreStartedAgain() {
        assertThat(ManifestReading.of(job("").replace("restartPolicy: Never", "restartPolicy: Always"))
                        .texts())
                .containsExactly(
                        "k8s.yaml:8: \"restartPolicy\" of a pod's spec must be OnFailure or Never; found \"Always\"");
        assertThat(ManifestReading.of(job("").replace("      restartPolicy: Never\n", ""))
                        .texts())
                .containsExactly("k8s.yaml:8: a pod's spec needs \"restartPolicy\"");
    }

    @Test
    void aCronJobThatSaysLittleHasTheDefaultsOfTheApi() {
        CronJob cronJob = (CronJob) ManifestReading.only(cronJob("schedule: \"*/5 8-18 * * MON-FRI\""));

        assertThat(cronJob.key()).hasToString("CronJob/report");
        assertThat(cronJob.job().key()).isEqualTo(cronJob.key());
        assertThat(cronJob.schedule()).isEqualTo("*/5 8-18 * * MON-FRI");
        assertThat(cronJob.zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(cronJob.concurrency()).isEqualTo(CronJob.Concurrency.ALLOW);
        assertThat(cronJob.suspended()).isFalse();
        assertThat(cronJob.startingDeadline()).isEmpty();
        assertThat(cronJob.successesKept()).isEqualTo(3);
        assertThat(cronJob.failuresKept()).isEqualTo(1);
        assertThat(cronJob.template().restart()).isEqualTo(PodTemplate.Restart.ON_FAILURE);
    }

    @Test
    void aCronJobThatSaysAllIsReadInFull() {
        CronJob cronJob = (CronJob) ManifestReading.only(cronJob("""
                schedule: "@daily"
                  timeZone: Europe/Berlin
                  concurrencyPolicy: Replace
                  suspend: true
                  startingDeadlineSeconds: 90
                  successfulJobsHistoryLimit: 0
                  failedJobsHistoryLimit: 7"""));

        assertThat(cronJob.schedule()).isEqualTo("0 0 * * *");
        assertThat(cronJob.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(cronJob.concurrency()).isEqualTo(CronJob.Concurrency.REPLACE);
        assertThat(cronJob.suspended()).isTrue();
        assertThat(cronJob.startingDeadline()).contains(Duration.ofSeconds(90));
        assertThat(cronJob.successesKept()).isZero();
        assertThat(cronJob.failuresKept()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    61 * * * * | Value 61 not in range [0, 59]
                    * * * * * * | these are 6 fields, not 5
                    0 0 * * | these are 4 fields, not 5
                    0 0 31 2 * | there is no such day
                    */0 * * * * | Period 0 not in range [0, 59]
                    @fortnightly | there is no such word
                    @every 5m | there is no such word
                    TZ=UTC 0 0 * * * | a time zone goes to "timeZone"
                    0 0 L * * | Invalid chars in expression! Expression: L Invalid chars: L
                    """)
    void aScheduleThatNeverComesIsAnErrorThatSaysWhatIsWrong(String schedule, String reason) {
        assertThat(ManifestReading.of(cronJob("schedule: \"" + schedule + "\"")).texts())
                .containsExactly("k8s.yaml:5: \"schedule\" must be minute, hour, day of the month, month and day of the"
                        + " week, such as \"30 4 * * 1-5\", or one of @hourly, @daily, @weekly, @monthly and @yearly;"
                        + " found \"" + schedule + "\": " + reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    timeZone: Europe/Berln | "timeZone" must be a zone of the IANA database, such as Europe/Berlin; found "Europe/Berln" (did you mean "Europe/Berlin"?)
                    concurrencyPolicy: forbid | "concurrencyPolicy" of a CronJob's spec must be Allow, Forbid or Replace; found "forbid" (did you mean "Forbid"?)
                    failedJobsHistoryLimit: -1 | "failedJobsHistoryLimit" of a CronJob's spec must be from 0 to 100; found -1
                    """)
    void aMistakeInACronJobIsAnErrorAtItsLine(String field, String expected) {
        String yaml = cronJob(field).replace("spec:\n  " + field, "spec:\n  " + field + "\n  schedule: \"@hourly\"");

        assertThat(ManifestReading.of(yaml).texts()).containsExactly("k8s.yaml:5: " + expected);
    }

    @Test
    void theNameOfACronJobLeavesRoomForTheTimeOfARun() {
        String yaml =
                cronJob("schedule: \"@hourly\"").replace("name: report}\nspec", "name: " + "r".repeat(53) + "}\nspec");

        assertThat(ManifestReading.of(yaml).texts())
                .containsExactly("k8s.yaml:3: the name of a CronJob must have at most 52 characters");
    }
}
