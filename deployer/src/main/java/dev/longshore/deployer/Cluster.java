package dev.longshore.deployer;

import dev.longshore.engine.ExecSession;
import dev.longshore.project.Microservice;
import dev.longshore.project.ProjectReading;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.release.Release;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs releases. The caller sees to it that an environment has one rollout at a time; different environments roll out at
 * the same time.
 */
public interface Cluster {
    /**
     * What this cluster can't honour of a project, as errors and warnings with their places. Asked before anything is
     * built, on top of what {@link ProjectReading} found.
     */
    List<Problem> check(EnvironmentName environment, List<Microservice> microservices);

    /**
     * Makes a release run and awaits that all of it is ready; then it is the one that serves, and is committed. When it
     * fails before, everything is as it was with {@code live}. Interrupting the thread before the commit
     * counts as a failure.
     *
     * @param live what runs now; empty for an environment's first release
     * @param commit what it throws besides {@link InterruptedException} is thrown by this too, and leaves the cluster as it
     *     is
     */
    RolloutOutcome rollOut(Release release, Optional<Release> live, Progress progress, Commit commit);

    /** Puts back whatever of the live release is missing or stopped; returns a line for each thing done, or none. */
    List<String> repair(Release live);

    /** The state of every workload of a release, in the order of its objects. */
    List<WorkloadStatus> status(Release live);

    /**
     * The pods of a workload, in their order.
     *
     * @throws IllegalArgumentException when the release has no such workload
     */
    List<PodStatus> pods(Release live, ObjectKey workload);

    /**
     * Passes the log of the workload's pods to {@code lines}, oldest first; with {@code follow} until interrupted.
     *
     * @throws IllegalArgumentException when the release has no such workload
     * @throws NoSuchPodException when it has no such pod or container
     */
    void logs(Release live, LogQuery query, Consumer<PodLogLine> lines);

    /** The data of claims. */
    ClaimData data();

    /**
     * Starts a command in a container; the caller closes the session.
     *
     * @throws IllegalArgumentException when the release has no such workload
     * @throws NoSuchPodException when it has no such pod or container, or that doesn't run
     */
    ExecSession exec(Release live, PodQuery container, ExecSession.Request command);

    /**
     * Connects to a program; the caller closes the tunnel.
     *
     * @throws IOException when nothing answers there
     * @throws IllegalArgumentException when the release has no such workload
     * @throws NoSuchPodException when it has no such pod, or that doesn't run
     */
    Tunnel connect(Release live, Destination destination) throws IOException;

    /** Removes all of an environment but its claims' data. */
    void remove(EnvironmentName environment);
}
