package dev.longshore.deployer;

import dev.longshore.project.manifest.ObjectKey;

/**
 * A workload, Job or CronJob as it is now.
 *
 * @param detail for a person, such as {@code exit code 1, restarted 3 times}; empty when all is well
 */
public record WorkloadStatus(ObjectKey workload, State state, int ready, int desired, String detail) {
    public enum State {
        RUNNING("Running"),
        STARTING("Starting"),
        FAILING("Failing"),
        STOPPED("Stopped"),
        /** A Job's, once it has succeeded. */
        COMPLETED("Completed"),
        /** A CronJob's, while its last run didn't fail. */
        SCHEDULED("Scheduled");

        private final String text;

        State(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
