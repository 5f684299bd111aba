package dev.longshore.deployer.engine.rollout;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.start.EndingGrace;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.Progress.Verb;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The way back from a rollout that failed: everything is as it was with the release before. */
final class Restoration {
    private final ClusterTools tools;
    private final ClusterPlan failed;
    private final Optional<ClusterPlan> live;
    private final Progress progress;

    Restoration(ClusterTools tools, ClusterPlan failed, Optional<ClusterPlan> live, Progress progress) {
        this.tools = tools;
        this.failed = failed;
        this.live = live;
        this.progress = progress;
    }

    /** Not interruptible: half a way back would help nobody. */
    RolloutOutcome run(String reason) {
        Instant began = tools.settings().clock().instant();
        try {
            if (live.isEmpty()) {
                new Removal(tools).remove(failed.release().environment(), EndingGrace.NONE_SERVED::of);
                progress.step(Verb.RESTORE, titles(), "nothing was live before; all of it is removed", since(began));
                return new RolloutOutcome.Restored(reason);
            }
            String release = "release " + live.get().release().number();
            List<String> failures = new Convergence(tools, live.get()).restore();
            if (failures.isEmpty()) {
                progress.step(Verb.RESTORE, titles(), release + " is live again", since(began));
                return new RolloutOutcome.Restored(reason);
            }
            failures.forEach(failure -> progress.step(Verb.RESTORE, titles(), failure));
            return new RolloutOutcome.Broken(
                    reason, release + " could not be put back whole: " + String.join("; ", failures));
        } catch (EngineUnavailableException e) {
            String later = live.map(before -> "release " + before.release().number() + " is put back")
                            .orElse("what is left of it is removed")
                    + " as soon as the container engine answers";
            progress.step(Verb.RESTORE, titles(), later);
            return new RolloutOutcome.Broken(reason, later);
        } catch (InterruptedException | RolloutException | EngineException | UncheckedIOException e) {
            return new RolloutOutcome.Broken(reason, "the way back failed: " + e.getMessage());
        }
    }

    /** The workloads that the failed release would have changed. */
    private String titles() {
        String changed = failed.workloads().stream()
                .filter(workload -> live.flatMap(before -> before.workload(workload.key()))
                        .filter(before -> before.spec().equals(workload.spec()))
                        .isEmpty())
                .map(WorkloadPlan::title)
                .collect(Collectors.joining(", "));
        return changed.isEmpty() ? "services" : changed;
    }

    private Duration since(Instant began) {
        return Duration.between(began, tools.settings().clock().instant());
    }
}
