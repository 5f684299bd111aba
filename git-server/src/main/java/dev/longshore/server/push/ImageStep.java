package dev.longshore.server.push;

import dev.longshore.builder.BuildOutcome;
import dev.longshore.builder.ImageBuilder;
import dev.longshore.builder.PlannedBuild;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.progress.ProgressText;
import dev.longshore.project.release.Image;
import dev.longshore.project.source.SourceTree;
import dev.longshore.server.store.BuildJournal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/**
 * Makes all images of a release available: builds and ready-made ones side by side, never more at once than the server
 * allows. The first failure cancels the others, and every one of them has ended when this returns.
 */
final class ImageStep {
    private final ImageBuilder builder;
    private final BuildJournal journal;
    private final ExecutorService threads;
    private final Semaphore permits;

    /** @param threads must not be bounded: a builder may itself wait for tasks that it starts */
    ImageStep(ImageBuilder builder, BuildJournal journal, ExecutorService threads, int atOnce) {
        this.builder = builder;
        this.journal = journal;
        this.threads = threads;
        this.permits = new Semaphore(atOnce, true);
    }

    /**
     * @param built an image for every build
     * @param readyMade reference → image
     */
    record Images(Map<ImageBuild, Image> built, Map<String, Image> readyMade) {}

    /** @param readyMade reference → the microservice that names it */
    Images run(ActivePush push, List<PlannedBuild> plan, Map<String, String> readyMade, SourceTree tree)
            throws PushRejectedException, InterruptedException, ExecutionException {
        List<Map.Entry<String, String>> references = List.copyOf(readyMade.entrySet());
        List<Callable<BuildOutcome>> tasks = new ArrayList<>();
        plan.forEach(planned -> tasks.add(() -> build(push, planned, tree)));
        references.forEach(reference -> tasks.add(() -> provide(push, reference.getValue(), reference.getKey())));

        List<Image> images = images(
                new TaskGroup<BuildOutcome>(threads, permits, BuildOutcome.Failed.class::isInstance).runAll(tasks));

        Map<ImageBuild, Image> built = new HashMap<>();
        for (int i = 0; i < plan.size(); i++) {
            built.put(plan.get(i).build(), images.get(i));
        }
        Map<String, Image> provided = new HashMap<>();
        for (int i = 0; i < references.size(); i++) {
            provided.put(references.get(i).getKey(), images.get(plan.size() + i));
        }
        return new Images(built, provided);
    }

    private BuildOutcome build(ActivePush push, PlannedBuild planned, SourceTree tree) throws InterruptedException {
        long row = journal.start(new BuildJournal.Planned(
                push.request().environment().id(),
                push.id(),
                planned.microservice(),
                planned.reference(),
                planned.decision().text(),
                planned.reason()));
        try (PushProgress.Activity building = push.progress()
                .begin(elapsed -> ProgressText.step(Verb.BUILD, planned.microservice(), "still building", elapsed))) {
            BuildOutcome outcome = builder.build(planned, tree, push.progress());
            journal.finish(
                    row,
                    outcome instanceof BuildOutcome.Available available
                            ? available.image().id()
                            : ((BuildOutcome.Failed) outcome).reason());
            return outcome;
        }
    }

    private BuildOutcome provide(ActivePush push, String microservice, String reference) throws InterruptedException {
        try (PushProgress.Activity fetching = push.progress()
                .begin(elapsed ->
                        ProgressText.step(Verb.BUILD, microservice, "still fetching " + reference, elapsed))) {
            return builder.provide(microservice, reference, push.progress());
        }
    }

    private static List<Image> images(List<Optional<BuildOutcome>> outcomes) throws PushRejectedException {
        for (Optional<BuildOutcome> outcome : outcomes) {
            if (outcome.isPresent() && outcome.get() instanceof BuildOutcome.Failed failed) {
                throw PushRejectedException.failed(Sentences.closed(failed.reason()), Sentences.first(failed.reason()));
            }
        }
        return outcomes.stream()
                .map(outcome -> ((BuildOutcome.Available) outcome.orElseThrow()).image())
                .toList();
    }
}
